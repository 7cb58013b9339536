// Notes every layout shift with the elements that moved, from where and to where.
window.shifts = [];
const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
const moved = ({ node, previousRect, currentRect }) =>
  `${node?.nodeName} ${node?.className ?? node?.parentElement?.className}: ${box(previousRect)} -> ${box(currentRect)}`;
const told = ({ value, sources }) => `${value.toFixed(4)}: ${sources.map(moved).join("; ")}`;
new PerformanceObserver(list => shifts.push(...list.getEntries().map(told)))
  .observe({ type: "layout-shift", buffered: true });
