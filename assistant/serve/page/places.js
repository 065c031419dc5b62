// Addresses of what is shown: a conversation, an answer, a quote, a document, a tab. What follows
// the # says it, so that reload and Back keep the place, and a link leads another reader to it.

function keepPlaces(trigger, closePanel) {
  const TABS = {
    library: "#library-tab-button", check: "#checking-tab-button", table: "#grid-tab-button",
    settings: "#settings-tab-button",
  };
  const place = () => new URLSearchParams(location.hash.slice(1));
  const shownConversation = () => find("#turn .turn[data-conversation], #log .turn:last-of-type")
    ?.dataset.conversation ?? "";
  const shownShared = () => find("#turn .turn")?.dataset.shared ?? "";
  let awaited = null; // the address that is being opened
  let target = ""; // the answer that is to be scrolled to

  function current() {
    const now = new URLSearchParams();
    const tab = Object.keys(TABS).find((one) =>
      find(TABS[one])?.getAttribute("aria-selected") === "true");
    if (tab) now.set("tab", tab);
    const reading = find("#panel").classList.contains("reading")
      ? find("#reader [data-place]")?.dataset.place ?? "" : "";
    const conversation = shownConversation();
    if (conversation && !reading.startsWith("answer=")) now.set("conversation", conversation);
    for (const [key, value] of new URLSearchParams(shownShared())) now.set(key, value);
    for (const [key, value] of new URLSearchParams(reading)) now.set(key, value);
    return now.toString();
  }

  // Tells the address bar; a new place is a step that Back takes back.
  function note() {
    if (find("#turn [data-busy]")) return;
    if (awaited !== null) return settle();
    const now = current();
    if (now === place().toString()) return;
    history.pushState(null, "", location.pathname + location.search + (now && `#${now}`));
  }

  // An address has been opened: from here on, changes are the reader's.
  function settle() {
    if (current() !== awaited && !(target && find(`#${target}`))) return;
    awaited = null;
    if (target) find(`#${target}`)?.scrollIntoView({ block: "start" });
    target = "";
  }

  function visit() {
    const wanted = place();
    const button = find(TABS[wanted.get("tab")] ?? "#asking-tab-button");
    if (button?.getAttribute("aria-selected") !== "true") button?.click();
    if (current() === wanted.toString()) return;
    awaited = wanted.toString();
    target = wanted.has("answer") && !wanted.has("quote") && !wanted.has("nearest")
      ? `t${wanted.get("answer")}` : "";
    setTimeout(() => { awaited = null; }, 5000); // what is no longer there never comes
    if (!wanted.has("answer") && !wanted.has("document")) {
      closePanel();
      const same = (wanted.get("conversation") ?? "") === shownConversation();
      if (same && !wanted.has("shared") && !shownShared()) {
        awaited = null;
        return;
      }
    }
    const named = ["by", "shared", "conversation", "answer", "quote", "nearest", "document", "start"];
    trigger("visit", Object.fromEntries(named.map((one) => [one, wanted.get(one) ?? ""])));
  }

  addEventListener("popstate", visit);
  addEventListener("hashchange", () => { if (current() !== place().toString()) visit(); });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[role=tab]")) return;
    if (event.isTrusted) awaited = null; // the reader's own: what was being opened no longer counts
    setTimeout(note, 50);
  });
  if (location.hash) visit();
  return note;
}
