// The rows of the library's table that are selected: kept while it is searched and sorted.

function keepSelection() {
  const chosen = new Set();
  const ticks = () => [...document.querySelectorAll("#table tbody .pick input")];

  function show() {
    const bar = find("#selection .selection");
    if (!bar) return;
    for (const tick of ticks()) tick.checked = chosen.has(tick.value);
    const all = find("#table thead .pick input");
    const ticked = ticks().filter((tick) => tick.checked).length;
    if (all) {
      all.checked = ticked > 0 && ticked === ticks().length;
      all.indeterminate = ticked > 0 && ticked < ticks().length;
    }
    bar.hidden = chosen.size === 0;
    bar.querySelector(".count").textContent = bar.dataset.count.replace("{count}", chosen.size.toLocaleString("en"));
    bar.querySelector(".of-collection").hidden = !find("#table .in-collection");
  }

  document.addEventListener("change", (event) => {
    if (!event.target.closest?.("#table .pick")) return;
    const changed = event.target.classList.contains("all") ? ticks() : [event.target];
    for (const tick of changed) {
      if (event.target.checked) chosen.add(tick.value);
      else chosen.delete(tick.value);
    }
    show();
  });

  whenThere("#table", () => watch("#table", debounced(show)));
  return {
    names: () => [...chosen],
    // Where to go on when what was at hand is gone.
    focus: () => find("#table thead .pick input")?.focus({ preventScroll: true }),
    clear() {
      chosen.clear();
      show();
    },
  };
}
