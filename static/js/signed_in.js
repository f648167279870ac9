// What runs on every page of a person who is signed in.

import "./keep_typed.js";
import "./keys.js";
import "./palette.js";
