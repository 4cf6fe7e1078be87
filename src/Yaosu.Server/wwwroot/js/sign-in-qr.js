// Asks how far the phone is until the code is over; then sends the form, or offers a new code. All words come from the server.
const Every = 1500;

const box = document.querySelector('[data-ys-qr]');
const part = name => box.querySelector(`[data-ys-qr-${name}]`);

if (box) {
  const until = Date.now() + 1000 * Number(box.dataset.ysQrSeconds);
  // A code that was confirmed in its last moment can be fetched a little later.
  const grace = 3000;

  const say = text => {
    const stage = part('stage');
    if (stage.textContent !== text)
      stage.textContent = text;
  };

  const over = text => {
    clearInterval(clock);
    say(text);
    box.dataset.ysQrIs = 'over';
    part('left').parentElement.hidden = true;
    const again = part('again');
    again.hidden = false;
    again.focus({ preventScroll: true });
  };

  const tick = () => { part('left').textContent = String(Math.max(0, Math.ceil((until - Date.now()) / 1000))); };
  const clock = setInterval(tick, 1000);

  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.ysQr, { cache: 'no-store', credentials: 'same-origin' });
      if (!answer.ok)
        throw new Error(String(answer.status));
      const { stage, text } = await answer.json();
      if (stage === 'confirmed') {
        clearInterval(clock);
        say(text);
        box.dataset.ysQrIs = stage;
        part('form').requestSubmit();
        return;
      }
      if (stage !== 'waiting' && stage !== 'scanned') {
        over(text);
        return;
      }
      box.dataset.ysQrIs = stage;
      say(text);
    } catch {
      if (Date.now() > until + grace) {
        over(box.dataset.ysQrOver);
        return;
      }
      say(box.dataset.ysQrUnreachable);
    }
    setTimeout(ask, Every);
  };
  setTimeout(ask, Every);
}
