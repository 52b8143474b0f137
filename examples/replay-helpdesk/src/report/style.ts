/** The style of the page: one sheet, light and dark by the reader's choice. */
export const style = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1c2127; --soft: #56606b; --line: #d9dee4; --panel: #f4f6f8;
  --opened: #2f6fb2; --resolved: #2f8f6b; --backlog: #b26a1f; --handover: #2f6fb2; --marker: #b3261e; --on-dark: #ffffff; --on-light: #1c2127;
  --new: #8f5fb8; --open: #2f6fb2; --pending: #c98a1b; --hold: #8a6d4f; --done: #2f8f6b; --closed: #7b8794; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181d; --ink: #e7ebef; --soft: #a3adb8; --line: #333b45; --panel: #1c222a;
  --opened: #6fa8e0; --resolved: #5cc29a; --backlog: #e0a05c; --handover: #6fa8e0; --marker: #ff8a80; --on-dark: #0d1116; --on-light: #e7ebef;
  --new: #bf97e2; --open: #6fa8e0; --pending: #edc065; --hold: #c3a584; --done: #5cc29a; --closed: #8b97a5; } }
* { box-sizing: border-box; }
body { overflow-wrap: anywhere; margin: 0 auto; max-width: 1040px; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .4rem; } h2 { font-size: 1.2rem; margin: 0 0 .2rem; }
p { margin: .3rem 0; } .source, figcaption p, .note, summary, caption { color: var(--soft); }
figure, section { margin: 2.5rem 0 0; padding: 0; } .scroll { overflow-x: auto; max-width: 100%; } .scroll:focus-visible { outline: 2px solid var(--opened); }
.caveats { background: var(--panel); border-left: 4px solid var(--backlog); padding: .6rem 1rem .6rem 2rem; margin: 1.2rem 0 0; }
th, td, caption, svg { overflow-wrap: normal; } svg { display: block; margin-top: .5rem; } svg text { fill: var(--ink); font: 12px system-ui, sans-serif; } svg .tick { fill: var(--soft); font-size: 11px; }
svg .panel { fill: var(--soft); font-weight: 600; } svg .end { text-anchor: end; } svg .middle { text-anchor: middle; } svg .cell { font-size: 11px; }
svg .on-dark { fill: var(--on-dark); } svg .on-light { fill: var(--on-light); }
.grid { stroke: var(--line); } .axis { stroke: var(--soft); } .marker { stroke: var(--marker); stroke-width: 1.5; stroke-dasharray: 4 3; } .diagonal { fill: var(--panel); }
rect.opened { fill: var(--opened); } rect.resolved { fill: var(--resolved); } rect.backlog { fill: var(--backlog); } rect.handover { fill: var(--handover); }
rect.category-new { fill: var(--new); } rect.category-open { fill: var(--open); } rect.category-pending { fill: var(--pending); }
rect.category-on-hold { fill: var(--hold); } rect.category-resolved { fill: var(--done); } rect.category-closed { fill: var(--closed); }
rect.mark:hover { stroke: var(--ink); stroke-width: 1; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; padding: 0; margin: .4rem 0 0; font-size: .85rem; }
.swatch { display: inline-block; width: .8rem; height: .8rem; margin-right: .4rem; border-radius: 2px; vertical-align: -1px; }
.swatch.opened { background: var(--opened); } .swatch.resolved { background: var(--resolved); } .swatch.backlog { background: var(--backlog); }
.swatch.category-new { background: var(--new); } .swatch.category-open { background: var(--open); } .swatch.category-pending { background: var(--pending); }
.swatch.category-on-hold { background: var(--hold); } .swatch.category-resolved { background: var(--done); } .swatch.category-closed { background: var(--closed); }
table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; margin-top: .5rem; } caption { text-align: left; font-weight: 600; white-space: nowrap; padding-bottom: .3rem; }
th, td { padding: .22rem .8rem .22rem 0; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; } th:first-child, .words { text-align: left; }
tbody th { font-weight: 400; } thead th { color: var(--soft); font-weight: 600; } summary { cursor: pointer; margin-top: .5rem; font-size: .85rem; } .note { font-size: .85rem; max-width: 70ch; }
@media print { details { display: none; } }
`
