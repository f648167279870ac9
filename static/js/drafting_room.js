// All that the drafting room runs while its draft is open.

import "./rich_text.js";
import "./shown_for.js";
import "./find_provision.js";
import "./answer_together.js";
import "./wording.js";
import "./estimate_sums.js";
import "./preview_pane.js";
import "./comments.js";
import "./room.js";
