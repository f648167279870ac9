"""Letters that move a request, or tell of it, without answering it.

A kind of letter is one module here with its class in `KINDS`, one template in
`templates/letters/notices/` and its sentences in `responses/wording/sentences/`.
"""
