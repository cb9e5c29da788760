/** How <tactful-check> looks: its categories, and the style sheet of its shadow tree. */

/** @type {Record<string, {label: string, light: string, dark: string, line: string}>} */
export const CATEGORIES = {
  placeholder: { label: "To fill in", light: "#b45309", dark: "#f5b04c", line: "solid 2px" },
  tone: { label: "Tone", light: "#7a3fd1", dark: "#c4a1ff", line: "wavy 1.5px" },
  clarity: { label: "Clarity", light: "#1d5fd1", dark: "#8bb8ff", line: "dashed 2px" },
  grammar: { label: "Grammar", light: "#c8321f", dark: "#ff8f80", line: "double 1.5px" },
  spelling: { label: "Spelling", light: "#c8321f", dark: "#ff8f80", line: "dotted 3px" },
  coverage: { label: "Left out", light: "#0b7a66", dark: "#5fd3bb", line: "solid 1px" },
  facts: { label: "Facts", light: "#b3195f", dark: "#ff92c2", line: "solid 4px" },
  inclusion: { label: "Inclusion", light: "#93308f", dark: "#eb9be7", line: "dashed 3.5px" },
};

/** The names of all marks; a later one lies on top. */
export const LAYERS = [
  ...Object.keys(CATEGORIES).map((name) => `finding-${name}`),
  ...["grave", "shown", "active"],
];

/** Lines by category, washes for the rest; once for highlights and once for the fallback. */
function markStyles() {
  const line = ([name, { line: shape }]) => {
    const [style, thickness] = shape.split(" ");
    return [
      `finding-${name}`,
      `text-decoration-line: underline; text-decoration-skip-ink: none;
       text-decoration-style: ${style};
       text-decoration-thickness: ${thickness}; text-decoration-color: var(--_${name});`,
    ];
  };
  const wash = (name) => [name, `background-color: var(--_${name});`];
  const washes = ["grave", "shown", "active"].map(wash);
  return [...Object.entries(CATEGORIES).map(line), ...washes].map(
    ([name, css]) => `::highlight(tactful-${name}) { ${css} } .mirror .${name} { ${css} }`,
  );
}

const COLOURS = Object.entries(CATEGORIES).map(
  ([name, { light, dark }]) => `--_${name}: var(--tactful-${name}, light-dark(${light}, ${dark}));`,
);

const STYLES = `
:host {
  --_ground: var(--tactful-ground, light-dark(#ffffff, #1d2126));
  --_sunk: var(--tactful-sunk, light-dark(#f8f7f4, #171b1f));
  --_ink: var(--tactful-ink, light-dark(#1d2329, #e9eaec));
  --_soft: var(--tactful-soft, light-dark(#565e68, #a9b0ba));
  --_line: var(--tactful-line, light-dark(#8a8d93, #767e8a));
  --_accent: var(--tactful-accent, light-dark(#0f5056, #9adfdd));
  --_wash: var(--tactful-wash, light-dark(#e2f0ef, #1e3838));
  --_good: var(--tactful-good, light-dark(#1b6b3a, #7fd49b));
  --_warn: var(--tactful-warn, light-dark(#8a4b00, #f0b866));
  --_grave: var(--tactful-grave, light-dark(#c8321f22, #ff8f8030));
  --_shown: var(--tactful-shown, light-dark(#17656b33, #7fd0cf40));
  --_active: var(--tactful-active, light-dark(#1d232924, #e9eaec2e));
  --_radius: var(--tactful-radius, 10px);
  ${COLOURS.join("\n")}
  position: relative; display: block; color: var(--_ink);
  font: 0.875rem/1.45 var(--tactful-font, system-ui, sans-serif); overflow-wrap: anywhere;
}
:host([hidden]), [hidden] { display: none !important; }
*, ::before { box-sizing: border-box; }
.mirror {
  position: absolute; z-index: 1; overflow: hidden; pointer-events: none; user-select: none;
  border-color: transparent !important; background: none; color: transparent;
  white-space: pre-wrap; text-underline-offset: 3px;
}
${markStyles().join("\n")}
button {
  padding: 0.25rem 0.5rem; border: 1px solid var(--_line); border-radius: 8px;
  background: var(--_ground); color: inherit; font: inherit; font-size: 0.8125rem;
  font-weight: 550; cursor: pointer;
}
:host(:not([tab-to-slots])) .Tab { display: none; }
button:hover { background: var(--_wash); }
button:disabled { cursor: default; opacity: 0.6; }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 1px; }
kbd {
  margin-inline-start: 0.375rem; padding: 0 0.3125rem; border: 1px solid; border-radius: 5px;
  font-family: inherit; font-size: 0.6875rem; font-weight: 500; line-height: 1.4; opacity: 0.85;
}
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.bar {
  display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; min-height: 3.25rem;
  padding: 0.5rem 0.625rem; border: 1px solid var(--_line); border-radius: var(--_radius);
  background: var(--_sunk);
}
.score { position: relative; width: 2.375rem; height: 2.375rem; }
.score svg { width: 100%; height: 100%; transform: rotate(-90deg); }
circle { fill: none; stroke: var(--_line); stroke-width: 3; opacity: 0.35; }
.arc { stroke: var(--_state, var(--_line)); stroke-linecap: round; opacity: 1; }
.score b { position: absolute; inset: 0; display: grid; font-size: 0.8125rem; place-items: center; }
.bar[data-state="empty"] .score { display: none; }
.bar[data-state="ready"] { --_state: var(--_good); }
.bar[data-state="open"] { --_state: var(--_warn); }
.bar[data-state="unknown"] .arc { visibility: hidden; }
.score b, .state { color: var(--_state, inherit); font-variant-numeric: tabular-nums; }
.state { flex: 1 1 9rem; font-weight: 550; }
.bar:is([data-state="empty"], [data-state="unknown"]) .state {
  color: var(--_soft); font-weight: 400;
}
.bar[data-state="ready"] .state::before { content: "✓ "; }
.bar[data-waiting] .score { opacity: 0.6; }
.actions { display: flex; flex-wrap: wrap; gap: 0.375rem; }
.more { display: grid; gap: 0.375rem; padding: 0.5rem 0.25rem 0; font-size: 0.8125rem; }
.more:empty { display: none; }
.more ul { display: grid; gap: 0.25rem; margin: 0.25rem 0 0; padding: 0; list-style: none; }
.more li { display: flex; gap: 0.5rem; align-items: baseline; }
.more li::before { content: "○"; flex: none; width: 1em; color: var(--_warn); font-weight: 700; }
.more li.done::before { content: "✓"; color: var(--_good); }
.more summary { font-weight: 600; cursor: pointer; }
.pointer {
  padding: 0; border: 0; background: none; font-size: inherit; font-weight: inherit;
  text-align: start;
}
.points, .strengths { margin: 0; }
.points { color: var(--_soft); }
.strengths { color: var(--_good); }
.card {
  --_mark: var(--_soft);
  position: fixed; inset: auto; z-index: 10; display: grid; gap: 0.5rem;
  width: min(23rem, calc(100vw - 1rem)); max-height: min(24rem, 80vh); margin: 0;
  padding: 0.75rem 0.875rem 0.625rem; overflow: auto; border: 1px solid var(--_line);
  border-inline-start: 4px solid var(--_mark); border-radius: var(--_radius);
  background: var(--_ground); color: var(--_ink);
  box-shadow: 0 2px 6px rgb(10 15 20 / 14%), 0 12px 32px rgb(10 15 20 / 18%);
}
.card p { margin: 0; }
.kind {
  display: flex; align-items: center; justify-content: space-between;
  color: var(--_mark); font-size: 0.8125rem; font-weight: 600;
}
.close { margin: -0.25rem -0.375rem; border: 0; background: none; color: var(--_soft); }
.message { font-size: 0.9375rem; font-weight: 550; }
.why, .keys { color: var(--_soft); }
.foot { display: flex; gap: 0.75rem; align-items: center; justify-content: space-between; }
.keys { font-size: 0.75rem; }
.ignore { margin-inline-start: auto; }
.choices { display: flex; flex-wrap: wrap; gap: 0.375rem; }
.choice {
  display: flex; gap: 0.5rem; align-items: baseline; padding: 0.375rem 0.5rem;
  border-color: transparent; background: var(--_wash); color: var(--_accent);
  font-size: 0.875rem; text-align: start;
}
.choice:hover { border-color: var(--_accent); }
.choice kbd { margin: 0; }
@media (prefers-reduced-motion: no-preference) {
  .arc { transition: stroke-dashoffset 300ms; }
  button { transition: background-color 120ms; }
}
@media (max-width: 40rem), (hover: none) { kbd, .keys { display: none; } }
@media (forced-colors: active) {
  ::highlight(tactful-active), ::highlight(tactful-shown) { background-color: Highlight; }
  .bar, .card { border-color: CanvasText; }
}
`;

let made = null;

/** The style sheet, which all elements share; made by script, as strict policies allow. */
export function sheet() {
  if (made) return made;
  made = new CSSStyleSheet();
  made.replaceSync(STYLES);
  return made;
}
