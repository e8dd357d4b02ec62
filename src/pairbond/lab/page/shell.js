// The frame of every view: navigation, leaving, help, what was refused, and what is announced.
import { h } from "./dom.js";
import { helpDialog } from "./help.js";
import { leave } from "./leave.js";

export function mountShell(root, app, views) {
  const { t } = app;
  const content = h("div"), notice = h("div", { class: "notice", role: "alert", hidden: true });
  const live = h("p", { class: "hidden-text", "aria-live": "polite", id: "live" });
  const help = helpDialog(app), heading = h("h1", { tabindex: "-1" });
  const main = h("main", { id: "main", tabindex: "-1" }, notice, heading, content);
  const tabs = new Map(views.map((view) => [view.id, h("a", {
    href: `#view=${view.id}`, text: t(`${view.id}.title`),
    on: { click: (event) => { event.preventDefault(); app.set({ view: view.id }); } },
  })]));

  root.append(
    h("a", { class: "skip", href: "#main", text: t("shell.skip"), on: { click: (event) => { event.preventDefault(); main.focus(); } } }),
    h("header", {}, h("p", { class: "leave" },
      h("button", { type: "button", id: "leave", text: t("shell.leave"), on: { click: leave } }), h("span", { class: "soft", text: t("shell.shift") }),
      h("button", { type: "button", class: "open-help", text: t("shell.help") })),
    h("nav", { "aria-label": t("shell.views") }, h("ul", {}, [...tabs.values()].map((one) => h("li", {}, one))))),
    main, live, help.node, foot(app),
  );
  root.addEventListener("click", (event) => {
    if (event.target.closest?.(".open-help")) { event.preventDefault(); help.open(); }
  });

  let shown = null, mounted = null;
  function show(state) {
    document.body.classList.toggle("embed", state.embed);
    if (state.view === shown) return;
    mounted?.unmount();
    content.replaceChildren();
    content.views = [...tabs.keys()];
    const first = shown === null;
    shown = state.view;
    content.className = `view-${shown}`;
    const view = views.find((one) => one.id === shown);
    heading.textContent = t.has(`${shown}.heading`) ? t(`${shown}.heading`) : t(`${shown}.title`);
    document.title = `${heading.textContent} – ${t("shell.name")}`;
    for (const [id, tab] of tabs) id === shown ? tab.setAttribute("aria-current", "page") : tab.removeAttribute("aria-current");
    mounted = view.mount(content, app);
    if (app.result) mounted.render(app.result, app.state);
    if (!first) { scrollTo(0, 0); heading.focus({ preventScroll: true }); }
  }

  function refused() {
    notice.hidden = !app.refusals.length;
    notice.replaceChildren(h("ul", {}, app.refusals.map((text) => h("li", { text }))), h("button", {
      type: "button", text: t("shell.dismiss"), on: { click: () => { app.refusals = []; refused(); } },
    }));
  }

  let saving = 0, speaking = 0;
  app.on("state", (state) => {
    show(state);
    refused();
    clearTimeout(saving);
    saving = setTimeout(() => history.replaceState(null, "", app.states.toHash(app.state)), 150);
  });
  app.on("result", (result, state) => mounted?.render(result, state));
  app.on("error", (error) => { app.refusals = [t("shell.broken", { error: error.message })]; refused(); });
  app.on("announce", (text) => {
    clearTimeout(speaking);
    speaking = setTimeout(() => { live.textContent = text; }, 400);
  });
  show(app.state);
  refused();
}

function keys(t) {
  return h("details", { class: "keys" }, h("summary", { text: t("keys.title") }), h("table", {},
    h("thead", {}, h("tr", {}, h("th", { scope: "col", text: t("keys.key") }), h("th", { scope: "col", text: t("keys.does") }))),
    h("tbody", {}, t.list("keys.table").map(([key, does]) => h("tr", {}, h("th", { scope: "row", text: key }), h("td", { text: does }))))));
}

function foot(app) {
  const { t, model } = app;
  return h("footer", {}, keys(t), h("p", { class: "soft", text: t("shell.foot", {
    made: model.made_by, model: model.model.label, fingerprint: model.model.fingerprint.slice(0, 12) }) }),
  h("p", { class: "soft", text: t("shell.private") }));
}
