/* What HTML, CSS and htmx cannot do alone; every page works without it. Events are delegated: swapped-in content needs no
   set-up. Words come from data-text-* on <body>. */
'use strict';
(() => {
  const doc = document;
  const $ = (selector, root = doc) => root.querySelector(selector);
  const $$ = (selector, root = doc) => [...root.querySelectorAll(selector)];
  const on = (event, handler, capture) => doc.addEventListener(event, handler, capture);
  const closest = (event, selector) => event.target.closest?.(selector);
  const text = (name) => doc.body.dataset['text' + name] ?? '';

  /* Trusted Types: htmx gets the one policy, and eval is off for good */

  function secureHtmx(api) {
    if (!window.trustedTypes) return;
    const policy = trustedTypes.createPolicy('htmx', { createHTML: (html) => html, createScript: () => '' });
    const noEval = function () { return { call() { throw new Error('eval is off'); } }; };
    api.initSecurity(policy, noEval, noEval);
  }
  window.htmx?.registerExtension('app-tt', { init: secureHtmx });

  /* saying things */

  /* The same words are spoken again only if the text differs. */
  function announce(words) {
    const box = $('#announce');
    if (box && words) box.textContent = box.textContent === words ? words + '\u00a0' : words;
  }

  function icon(name) {
    const svg = $('svg:has(use)').cloneNode(true);
    const use = $('use', svg);
    use.setAttribute('href', use.getAttribute('href').replace(/#.*/, '#' + name));
    return svg;
  }

  function make(tag, props, ...children) {
    const element = Object.assign(doc.createElement(tag), props);
    element.append(...children);
    return element;
  }

  /* Focus that survives a re-rendered, hidden or vanished element. */
  function focusBack(element) {
    const menu = element?.closest('[popover]');
    const here = element?.isConnected ? element : element?.id && doc.getElementById(element.id);
    for (const to of [here, menu?.id && $(`[popovertarget="${menu.id}"]`), $('#main')]) {
      to && to.focus({ preventScroll: true });
      if (to && doc.activeElement === to) return;
    }
  }

  /* requests */

  const busy = new WeakMap();

  function setBusy(element, step) {
    const count = (busy.get(element) ?? 0) + step;
    busy.set(element, count);
    if (count > 0) element.setAttribute('aria-busy', 'true');
    else element.removeAttribute('aria-busy');
  }

  let opener;

  function beforeRequest({ detail: { ctx } }) {
    const { sourceElement: source, target } = ctx;
    if (!(target instanceof Element)) return;
    if (target.id === 'dialog-slot' && !target.contains(source)) opener = source;
    const menu = source.closest?.('.menu:popover-open');
    if (menu && !menu.contains(target)) menu.hidePopover();
    if (target !== doc.body) setBusy(ctx.busyTarget = target, 1);
  }

  function afterRequest(event) {
    const { ctx } = event.detail;
    if (failed?.source === ctx.sourceElement) clearFailure();
    const form = ctx.request.form;
    if (form?.dataset.guard && ctx.response.status < 400) setDirty(form, false);
    guardDocument(event);
  }

  /* A whole page as the answer to a request for a part of one: go there, never swap it in. */
  function guardDocument(event) {
    const { ctx } = event.detail;
    if (ctx.request.headers['HX-Request-Type'] !== 'partial' || ctx.hx.redirect || ctx.hx.refresh || ctx.hx.location) return;
    if (!/^\s*<!doctype/i.test(ctx.text)) return;
    event.preventDefault();
    const { url, redirected } = ctx.response.raw;
    if (ctx.request.method === 'GET' || redirected) location.assign(url);
    else showFailure(ctx);
  }

  function finallyRequest({ detail: { ctx } }) {
    if (ctx.busyTarget) setBusy(ctx.busyTarget, -1);
  }

  /* no connection: a notice that stays, with Retry */

  let failed, failTimer;

  function onError({ detail: { ctx } }) {
    if (!ctx || ctx.text !== undefined) return;
    failTimer = setTimeout(showFailure, 100, ctx); // leaving a page also aborts its requests
  }

  function clearFailure() {
    failed?.notice.remove();
    failed = undefined;
  }

  function showFailure(ctx) {
    clearFailure();
    const retry = make('button', { type: 'button', className: 'btn', onclick: () => resend(ctx) }, text('Retry'));
    const notice = make('div', { className: 'notice bad' }, icon('warn'), make('div', {}, text('Offline')), retry);
    notice.setAttribute('role', 'alert');
    ($('dialog:modal .body') ?? $('#notices') ?? $('#main')).prepend(notice);
    failed = { notice, source: ctx.sourceElement };
  }

  function resend({ sourceElement: source, sourceEvent: event, target, request }) {
    if (!source.isConnected || target === doc.body) return location.reload();
    focusBack(source);
    htmx.ajax(request.method, request.action, { source, event, confirm: null });
  }

  /* after a swap */

  function afterSwap({ detail: { ctx } }) {
    const dialog = $('#dialog-slot dialog[data-modal]:not(:modal)');
    if (dialog) openDialog(dialog);
    if (ctx.target?.popover) openPopover(ctx.target, ctx.sourceElement);
    syncSelection();
    guard();
    // its link is gone, or it was Back
    if (doc.activeElement === doc.body && ctx.sourceElement === ctx.target) $('[tabindex="-1"]', ctx.target)?.focus({ preventScroll: true });
  }

  function openPopover(menu, source) {
    if (menu.matches(':popover-open')) menu.hidePopover();
    menu.showPopover({ source });
    if (!menu.contains(doc.activeElement)) $('a, button, input, select', menu)?.focus();
  }

  /* dialogs */

  function openDialog(dialog) {
    dialog.removeAttribute('open');
    dialog.showModal();
  }

  function closeDialog() {
    $('#dialog-slot dialog[open]')?.close();
  }

  function dialogClosed({ target: dialog }) {
    if (!dialog.matches('dialog')) return;
    const slot = dialog.closest('#dialog-slot');
    slot?.replaceChildren();
    if (doc.activeElement === doc.body) focusBack(opener);
  }

  /* small controls */

  async function copy(button) {
    const source = button.dataset.copy && $(button.dataset.copy);
    const words = button.dataset.copyText ?? (source?.value ?? source?.textContent)?.trim();
    if (!words) return;
    try {
      await navigator.clipboard.writeText(words);
    } catch { // plain http has no clipboard: copy the old way
      const field = make('textarea', { value: words, className: 'vh' });
      button.after(field);
      field.select();
      doc.execCommand('copy');
      field.remove();
      button.focus();
    }
    announce(text('Copied'));
    const use = $('use', button);
    const before = use?.getAttribute('href');
    if (!use || before.endsWith('#check')) return;
    use.setAttribute('href', before.replace(/#.*/, '#check'));
    setTimeout(() => use.setAttribute('href', before), 2000);
  }

  function showPassword(button, shown = button.getAttribute('aria-pressed') !== 'true') {
    const field = doc.getElementById(button.getAttribute('aria-controls'));
    if (!field?.matches('input')) return;
    field.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', shown);
    const label = [...button.childNodes].find((node) => node.nodeType === 3 && node.data.trim());
    if (label) label.data = text(shown ? 'Hide' : 'Show') || label.data;
  }

  function dismiss(button) {
    button.closest(button.dataset.dismiss || '.notice')?.remove();
    focusBack();
  }

  /* ticked rows: ranges, the head box and the spoken number (the bar is CSS) */

  const boxes = () => $$('#bulk-form [name=id]');
  let lastBox;

  function pick(event) {
    const box = closest(event, '#bulk-form .pick label')?.control;
    if (box?.name !== 'id') return;
    const onBox = event.target === box;
    const all = boxes();
    if (event.shiftKey && all.includes(lastBox)) {
      if (!onBox) { // not every browser ticks through a label while Shift is down
        event.preventDefault();
        box.checked = !box.checked;
      }
      const [from, to] = [all.indexOf(lastBox), all.indexOf(box)].sort((a, b) => a - b);
      for (const one of all.slice(from, to + 1)) one.checked = box.checked;
      if (!onBox) selectionChanged();
    }
    if (onBox || event.shiftKey) lastBox = box;
  }

  function tickPage(checked) {
    for (const box of boxes()) box.checked = checked;
    selectionChanged();
  }

  function syncSelection() {
    const head = $('#bulk-form [name=page_all]');
    const all = boxes();
    const ticked = all.filter((box) => box.checked).length;
    if (head) {
      head.checked = ticked > 0 && ticked === all.length;
      head.indeterminate = ticked > 0 && ticked < all.length;
    }
    return ticked;
  }

  function selectionChanged() {
    announce(`${syncSelection()} ${$('.picked')?.textContent ?? ''}`);
  }

  /* <form data-guard>: "dirty" while something is unsaved */

  const warn = (event) => event.preventDefault();

  function setDirty(form, dirty) {
    form.dataset.guard = dirty ? 'dirty' : 'clean';
    guard();
  }

  // only while needed: this listener can keep a page out of the back/forward cache
  function guard() {
    ($('[data-guard=dirty]') ? addEventListener : removeEventListener)('beforeunload', warn);
  }
  guard();

  /* keys: data-key on a link, button or field, else these places */

  const places = { '/': '#q', i: '#invite', f: '#add-filter', z: '.notice form button', '[': '#pg-prev', ']': '#pg-next' };
  for (const page of ['users', 'roles', 'groups', 'audit', 'settings']) places['g ' + page[0]] = `.nav a[href="/${page}"]`;
  const rowLinks = '#results th[scope=row] a, #results .people h3 a';
  let first = '';

  function keys(event) {
    const { key, target } = event;
    if (event.isComposing || event.defaultPrevented) return;
    const mod = event.ctrlKey || event.metaKey;
    if (mod && key === 'Enter') return target.closest('dialog form')?.requestSubmit();
    if (doc.body.dataset.keys !== 'on' || event.altKey || event.repeat && !'jk'.includes(key)) return;
    if (mod) return key === 'k' && press('mod+k', event);
    if (target.closest('input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]') || $('dialog:modal')) return;
    const combo = first + key;
    first = '';
    if (press(combo, event)) return;
    if (key === 'g') {
      first = 'g ';
      setTimeout(() => (first = ''), 1000);
    } else if (key === 'j' || key === 'k') moveRow(key === 'j' ? 1 : -1);
    else if (key === 'x') rowOf(target)?.querySelector('[name=id]')?.click();
    else if (key === '.') follow(rowOf(target)?.querySelector('.do :is(a, button)'));
    else if (key === 'Escape' && !$(':popover-open') && boxes().some((box) => box.checked)) tickPage(false);
    else if (key === 'X') tickPage(boxes().some((box) => !box.checked));
  }

  function press(combo, event) {
    const element = $(`[data-key="${CSS.escape(combo)}"]`) ?? (places[combo] && $(places[combo]));
    if (element) event.preventDefault();
    follow(element);
    return element;
  }

  function follow(element) {
    element?.focus();
    if (element?.matches('input, textarea')) element.select();
    else element?.click();
  }

  const rowOf = (element) => element.closest('#results :is(tbody tr, .people li)');

  function moveRow(step) {
    const links = $$(rowLinks);
    const now = links.findIndex((link) => rowOf(link)?.contains(doc.activeElement));
    links[now < 0 ? (step > 0 ? 0 : links.length - 1) : now + step]?.focus();
  }

  /* set-up: the zone of this computer, where it is on offer */

  $(`[data-guess] [value="${Intl.DateTimeFormat().resolvedOptions().timeZone}"]`)?.setAttribute('selected', '');

  /* events */

  function clicked(event) {
    pick(event);
    const button = closest(event, '[data-copy], [data-copy-text], button[aria-controls][aria-pressed], [data-dismiss], dialog:modal [data-close]');
    if (!button || event.defaultPrevented) return;
    const { copy: selector, copyText, dismiss: dismissed, close } = button.dataset;
    if (selector ?? copyText) return copy(button);
    if ((dismissed ?? close) !== undefined) event.preventDefault();
    if (dismissed !== undefined) dismiss(button);
    else if (close !== undefined) button.closest('dialog').close();
    else showPassword(button);
  }

  /* The values that go with the field of a condition. */
  function suggest(field) {
    $('[name=value]', field.parentElement).setAttribute('list', field.selectedOptions[0].dataset.suggestions ?? '');
  }

  function changed({ target }) {
    if (target.matches('select[data-autosubmit]')) target.form.requestSubmit();
    else if (target.matches(':is([name=theme], [name=density])[data-live]')) doc.documentElement.dataset[target.name] = target.value;
    else if (target.matches('#bulk-form [name=page_all]')) tickPage(target.checked);
    else if (target.matches('#bulk-form [name=id]')) selectionChanged();
    else if (target.matches('.condition [name=field]')) suggest(target);
  }

  function typed(event) {
    if (event.isComposing) return event.stopPropagation(); // half a word from an input method is not a search
    const form = closest(event, 'form[data-guard]');
    if (form) setDirty(form, true);
  }

  const sent = new WeakSet();

  function submitted(event) {
    const form = event.target;
    if (!event.defaultPrevented) {
      if (sent.has(form)) return event.preventDefault(); // a double click is one
      sent.add(form);
      setTimeout(() => sent.delete(form), 1000);
    }
    for (const button of $$('button[aria-controls][aria-pressed=true]', form)) showPassword(button, false);
    if (!event.defaultPrevented && form.dataset.guard) setDirty(form, false);
  }

  on('click', clicked);
  on('change', changed);
  on('input', typed, true);
  on('compositionend', (event) => event.target.dispatchEvent(new Event('input', { bubbles: true })));
  on('submit', submitted);
  on('keydown', keys);
  on('close', dialogClosed, true);
  on('dialog:close', closeDialog);
  on('htmx:before:request', beforeRequest);
  on('htmx:after:request', afterRequest);
  on('htmx:finally:request', finallyRequest);
  on('htmx:error', onError);
  on('htmx:after:swap', afterSwap);
  addEventListener('pagehide', () => clearTimeout(failTimer));
  addEventListener('pageshow', syncSelection); // boxes the browser ticked again on Back
})();
