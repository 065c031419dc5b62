// What the page does in the browser. Gradio runs it once, with `element` and `trigger` in scope:
// clicks on anything with data-do become events that the server answers. helpers.js comes first.

function begin() {
  if (find("#panel") && find("#turn") && find("#reader")) return run();
  return requestAnimationFrame(begin);
}

begin();

function run() {
  const root = document.querySelector("gradio-app") ?? document.body;
  const EVENTS = [
    "source", "show", "fresh", "reopen", "rename", "delete", "thumb", "note",
    "example", "again", "edit", "filter", "sort", "remove", "erase", "paste", "unlock",
    "visit", "find", "search", "recall", "dismiss", "choose", "collect", "takeout", "uncollect",
    "view", "facts", "describe", "reread", "restore", "inquire",
    "fill", "halt", "publish", "unpublish",
    "try_model", "use_model", "forget_key", "set_confidence", "choose_embedder", "index_anew",
  ];
  const live = find("#heard");

  // The reader's language: the page's, and what the script and the style say in it.
  const messages = JSON.parse(live.dataset.messages);
  document.documentElement.lang = live.dataset.language;
  document.documentElement.dir = live.dataset.direction;
  for (const name of ["no-sources", "drop", "drop-draft", "page"]) {
    document.documentElement.style.setProperty(`--say-${name}`, JSON.stringify(messages[name]));
  }

  // Names and roles that Gradio's own parts lack.
  function name(selector, attributes) {
    const part = find(selector);
    for (const [key, value] of Object.entries(attributes)) part?.setAttribute(key, value);
  }
  name("#panel", { role: "complementary", "aria-label": messages.sources, tabindex: "-1" });
  name("#history", { role: "navigation", "aria-label": messages.conversations });
  name("#talk", { role: "region", "aria-label": messages.conversation });
  name("#message", { "aria-live": "assertive" });

  // Doing: the client's own acts, and those that go to the server.
  let opener = null;
  let notePlace = () => {};
  const here = {
    close: closePanel,
    panel: () => openPanel(),
    copy: (target) => copyAnswer(target),
    link: (target) => copyLink(target),
    print: () => print(),
    about: (target) => askAbout(target.dataset.document),
    zoom: (target) => zoom(target),
    quotes: (target) => showQuotes(target),
    history: (target) => {
      target.setAttribute("aria-expanded", String(find("#history").classList.toggle("open")));
    },
    unfilter: () => {
      emptied(find("#filtering form"));
      trigger("filter", { since: "", until: "", within: "" });
    },
    unselect: () => selection.clear(),
    unfacts: () => {
      find("#facts section").hidden = true;
      selection.focus();
    },
  };

  function act(target, more = {}, what = target.dataset.do) {
    tip.hidden = true;
    if (here[what]) return here[what](target);
    if (!EVENTS.includes(what)) return;
    if (target.dataset.of === "selection") {
      more = { ...more, documents: selection.names() };
      selection.clear();
    }
    if (target.dataset.of === "selection" || ["describe", "reread"].includes(what)) {
      selection.focus();
    }
    if (["thumb", "publish", "unpublish"].includes(what)) keepTurn(target);
    if (what === "reread") more = values(target.form);
    if (["choose", "inquire"].includes(what)) toQuestion(what === "choose");
    if (["source", "show", "find"].includes(what)) {
      if (!target.closest("#panel")) opener = target;
    }
    trigger(what, { ...target.dataset, ...more });
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("[data-do]");
    if (!target || target.tagName === "FORM") return;
    if (target.tagName === "A") {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the browser opens it elsewhere
      event.preventDefault();
    }
    if (target.dataset.sure && !target.dataset.armed) return arm(target);
    act(target);
  });

  // What is typed, pasted or cleared in a search applies at once.
  let typing = 0;
  document.addEventListener("input", (event) => {
    const field = event.target.closest?.("[data-live]");
    if (!field) return;
    clearTimeout(typing);
    typing = setTimeout(() => trigger(field.dataset.live, { words: field.value }), 120);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-do]");
    if (!form) return;
    event.preventDefault();
    // One form may have two buttons: to try what is in it, say.
    const as = event.submitter?.dataset.as;
    act(form, values(form), as);
    if (as) return;
    for (const field of form.querySelectorAll("[type=password]")) field.value = "";
    if (form.dataset.do !== "inquire") form.closest("details")?.removeAttribute("open");
  });

  // What is ticked to be asked applies at once, with the dates and names beside it.
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form === find("#filtering form")) trigger("filter", values(form));
  });

  // A click that can't be taken back asks once more, in its own place.
  function arm(target) {
    const label = target.textContent;
    target.dataset.armed = "yes";
    target.textContent = target.dataset.sure;
    say(target.dataset.sure);
    const disarm = () => {
      delete target.dataset.armed;
      target.textContent = label;
    };
    setTimeout(disarm, 4000);
    target.addEventListener("blur", disarm, { once: true });
  }

  document.addEventListener("keydown", (event) => {
    const target = event.target.closest?.("[data-do][role=button]");
    if (target && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      act(target);
    }
    if (event.key === "Escape") {
      if (!tip.hidden) tip.hidden = true;
      else closePanel();
    }
  });

  // The panel: over the page where it is narrow, beside the talk where it is wide.
  const panel = find("#panel");
  const narrow = window.matchMedia("(max-width: 62rem)");

  function openPanel(reading = false) {
    panel.classList.add("open");
    panel.classList.toggle("reading", reading);
    if (narrow.matches) {
      find("#desk").inert = true;
      panel.querySelector("#close button").focus({ preventScroll: true });
    }
  }

  function closePanel() {
    const was = panel.classList.contains("reading") || panel.classList.contains("open");
    panel.classList.remove("open", "reading");
    find("#desk").inert = false;
    if (was && opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
    notePlace();
  }

  let opened = "";

  function showSource() {
    const reader = find("#reader");
    const opening = reader.querySelector("[data-opening]")?.dataset.opening ?? "";
    if (opening === opened) return;
    opened = opening;
    if (!opening) {
      opener = null;
      return closePanel();
    }
    openPanel(true);
    const mark = reader.querySelector("mark#quote");
    const top = reader.querySelector(".head")?.offsetHeight ?? 0;
    reader.style.setProperty("--head", `${top}px`);
    const scroller = narrow.matches ? panel : reader;
    scroller.scrollTop = 0;
    if (mark) {
      const box = mark.getBoundingClientRect();
      const frame = scroller.getBoundingClientRect();
      const head = reader.querySelector(".head").offsetHeight;
      const room = frame.height - head;
      scroller.scrollTop += box.top - frame.top - head - Math.max((room - box.height) / 2, 16);
    }
    if (!reader.contains(document.activeElement)) {
      reader.querySelector("h2")?.focus({ preventScroll: true });
    }
    const title = reader.querySelector("h2")?.textContent ?? "";
    say(`${title}. ${mark ? mark.textContent : ""}`);
    notePlace();
  }

  // A page picture that can't be had takes no room.
  document.addEventListener("error", (event) => {
    if (event.target.classList?.contains("page-picture")) {
      event.target.closest("figure").remove();
    }
  }, true);

  function zoom(target) {
    const sheet = target.closest("figure").querySelector(".sheet");
    const now = Number(sheet.dataset.zoom ?? 0) + Number(target.dataset.by);
    sheet.dataset.zoom = Math.min(Math.max(now, 0), 3);
  }

  // The next question is put to this document alone, which the filter shows.
  function askAbout(name) {
    trigger("choose", { documents: [name] });
    toQuestion(true);
  }

  // To where a question is asked; there its field waits for one.
  function toQuestion(waits) {
    emptied(find("#filtering form"));
    find("#asking-tab-button").click();
    if (narrow.matches) closePanel();
    if (waits) requestAnimationFrame(() => find("#question textarea").focus());
  }

  // A draft's sentence shows its quotes.
  function showQuotes(target) {
    for (const other of document.querySelectorAll("#checked [data-do=quotes]")) {
      const on = other === target && other.getAttribute("aria-expanded") !== "true";
      other.setAttribute("aria-expanded", String(on));
      document.getElementById(other.getAttribute("aria-controls")).hidden = !on;
    }
  }

  function copyAnswer(target) {
    const answer = target.closest(".turn").querySelector(".answer");
    return copy(target, withNotes(answer.innerText, [answer]), messages["copied-notes"]);
  }

  function copyLink(target) {
    const place = target.dataset.place ?? `answer=${target.closest(".turn").id.slice(1)}`;
    return copy(target, `${location.href.split("#")[0]}#${place}`, messages["link-copied"]);
  }

  async function copy(target, text, said) {
    const label = target.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say(said);
    target.textContent = messages.copied;
    setTimeout(() => { target.textContent = label; }, 1500);
  }

  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return;
    const answers = [...document.querySelectorAll("#talk .answer")]
      .filter((one) => selection.containsNode(one, true));
    if (!answers.length) return;
    event.clipboardData.setData("text/plain", withNotes(selection.toString(), answers));
    event.preventDefault();
  });

  const tip = showTips(root);
  const selection = keepSelection();

  // A form that the server has sent is where to go on.
  whenThere("#facts", () => {
    watch("#facts", debounced(() => { find("#facts [data-focus]")?.focus(); }));
  });

  // What a screen reader announces: stages, sentences as they are verified, and the end.
  function say(text) {
    live.append(Object.assign(document.createElement("p"), { textContent: text }));
    while (live.childElementCount > 60) live.firstElementChild.remove();
  }

  let announced = { question: "", stage: "", sentences: 0 };

  function follow() {
    const turn = find("#turn .turn");
    notePlace();
    if (!turn) return;
    const question = turn.querySelector(".question").textContent;
    const busy = turn.hasAttribute("data-busy");
    if (busy && (question !== announced.question || !announced.busy)) {
      announced = { question, stage: "", sentences: 0, busy, since: performance.now() };
      requestAnimationFrame(() => find("#turn").scrollIntoView({ block: "start" }));
    }
    const stage = turn.querySelector(".stage").firstChild.textContent;
    const sentences = [...turn.querySelectorAll(".answer .sentence")];
    for (const one of sentences.slice(announced.sentences)) {
      say(`${one.firstChild ? spoken(one) : ""} (${one.dataset.reason})`);
    }
    announced.sentences = Math.max(announced.sentences, sentences.length);
    if (stage !== announced.stage && (busy || announced.busy)) {
      say(stage);
      const answer = turn.querySelector(".answer, .failure");
      if (!busy && !sentences.length && answer) say(answer.textContent);
    }
    announced.stage = stage;
    announced.busy = busy;
  }

  setInterval(() => {
    const clock = find("#turn [data-busy] .clock");
    const seconds = ((performance.now() - announced.since) / 1000).toFixed(1);
    if (clock) clock.textContent = messages.seconds.replace("{count}", seconds);
  }, 100);

  notePlace = keepPlaces(trigger, closePanel);
  keepForms("#grid", "#settings");
  watch("#turn", follow);
  watch("#reader", debounced(showSource));
}
