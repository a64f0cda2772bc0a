// What every page carries: saving, redrawing, uploading, rows, talks, menus, dialogs. All of it listens on the document,
// so parts that htmx brings later need no starting.
import { listenForAutosave } from "./autosave";
import { listenForDialogs } from "./dialog";
import { listenForMenus } from "./menus";
import { listenForRedrawing } from "./redrawn";
import { listenForRowMarks } from "./row-marks";
import { listenForRows } from "./rows";
import { listenForTalks } from "./talks";
import { listenForUploads } from "./upload";

// A module runs once a page, also when htmx brings its script element again.
listenForAutosave();
listenForDialogs();
listenForMenus();
listenForRedrawing();
listenForRowMarks();
listenForRows();
listenForTalks();
listenForUploads();
