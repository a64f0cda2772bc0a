"""Line icons on a 24 × 24 grid, drawn for this product; each is the `d` of one stroked path."""

CIRCLE = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18"
LENS = "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20.5 20.5"

PATHS = {
    "add": "M12 5v14M5 12h14",
    "arrow-left": "M19 12H5M11 6l-6 6 6 6",
    "arrow-right": "M5 12h14M13 6l6 6-6 6",
    "chart": "M4 20h16M7 16v-5M12 16V6M17 16v-8",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "chevron-down": "M6 9.5l6 6 6-6",
    "chevron-right": "M9.5 6l6 6-6 6",
    "close": "M6 6l12 12M18 6L6 18",
    "comment": "M4 5h16v11H12l-4.5 4v-4H4z",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "done": CIRCLE + "M8 12.3l2.8 2.8L16 9.5",
    "down": "M12 5v14M6 13l6 6 6-6",
    "download": "M12 4v11M7 10.5l5 5 5-5M5 20h14",
    "edit": "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    "error": "M8.5 3h7L21 8.5v7L15.5 21h-7L3 15.5v-7zM12 7.5v5.5M12 16.3v.2",
    "fit": "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
    "flow": "M3 9h6v6H3zM15 4h6v6h-6zM15 15h6v6h-6zM9 12h3M12 7v11M12 7h3M12 18h3",
    "globe": CIRCLE + "M3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
    "half": CIRCLE + "M12 3v18M15 6v12M18 8v8",
    "history": "M4 12a8 8 0 1 1 2.5 5.8M4 20v-4.5h4.5M12 8v4.5l3 2",
    "info": CIRCLE + "M12 11v6M12 7.5v.2",
    "link": (
        "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1"
        "M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"
    ),
    "open": CIRCLE,
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c.8-4 4-6 8-6s7.2 2 8 6",
    "redo": "M20 12a8 8 0 1 1-2.5-5.8M20 4v4.5h-4.5",
    "remove": "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5",
    "search": LENS,
    "sign-out": "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
    "table": "M3.5 5h17v14h-17zM3.5 10h17M3.5 14.5h17M9.5 10v9",
    "undo": "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
    "up": "M12 19V5M6 11l6-6 6 6",
    "upload": "M12 16V5M7 9.5l5-5 5 5M5 20h14",
    "warning": "M12 3.5L22 20H2zM12 10v5M12 17.3v.2",
    "zoom-in": LENS + "M10.5 7.5v6M7.5 10.5h6",
    "zoom-out": LENS + "M7.5 10.5h6",
}
