"""An answer with everything the editor offers."""

from responses.models import ResponseDraft
from tests.responses import kinds

ANSWER = (
    "<h3>Gates</h3><p>There are 40<foot-note>As counted in <em>May</em>; see "
    '<a href="https://docks.example/log">the log</a>.<br>Sunken ones are left out.'
    "</foot-note> gates of 12 m<sup>2</sup>, and the water has little CO<sub>2</sub>."
    "</p><h4>Upper gates</h4><ul><li>Oak<foot-note>From the north.</foot-note><ol>"
    "<li>sawn</li><li>hewn</li></ol></li><li>Elm</li></ul><h3>Costs</h3>"
    '<table><thead><tr><th scope="col">Gate</th><th scope="col">Mended</th>'
    '<th scope="col">Cost<foot-note>Without tax.</foot-note></th></tr></thead><tbody>'
    "<tr><td>Mill<foot-note>Shut since June.</foot-note></td><td>2024</td>"
    "<td>£1,310</td></tr><tr><td>Lock</td><td>2025</td><td>£87</td></tr>"
    '<tr><td align="right">Sum</td><td></td><td align="left">£1,397</td></tr></tbody>'
    "</table><p>No other cost is known.</p>"
)

OPENING = (
    "<h3>Before you read</h3><p>All numbers<foot-note>Of a day.</foot-note> are of one "
    "day.</p>"
)


def made(text=ANSWER):
    """Make a request whose second answer is formatted."""
    foi_request = kinds.full_disclosure()
    foi_request.answers.filter(text__contains="four").update(text=text)
    ResponseDraft.objects.filter(foi_request=foi_request).update(opening=OPENING)
    return foi_request
