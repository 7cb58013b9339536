async () => {
  const { violations, passes, incomplete } = await axe.run();
  const targets = result => result.nodes.map(node => node.target.join(" "));
  const contrast = results => results.filter(result => result.id === "color-contrast").flatMap(targets);
  return {
    violations: violations.map(rule => `${rule.id}: ${rule.help}\n  ${targets(rule).join("\n  ")}\n  ${rule.nodes[0].failureSummary}`),
    elements_with_contrast: contrast(passes).length,
    elements_without_verdict: contrast(incomplete),
  };
}
