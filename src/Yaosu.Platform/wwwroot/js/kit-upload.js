// Uploads by XMLHttpRequest: fetch can't tell how far a request body has got.
const fields = new Map();

const token = () => document.querySelector('meta[name="csrf"], meta[name="csrf-token"]')?.content ?? '';

function accepted(file, accept) {
  const wanted = accept.split(',').map(a => a.trim().toLowerCase()).filter(Boolean);
  const name = file.name.toLowerCase();
  return wanted.length === 0 || wanted.some(a => a.startsWith('.') ? name.endsWith(a) : a.endsWith('/*') ? file.type.startsWith(a.slice(0, -1)) : file.type === a);
}

// A canvas, not an object URL: it needs no exception in the content security policy.
async function sketch(field, file) {
  const canvas = field.querySelector('canvas');
  if (!canvas || !file.type.startsWith('image/'))
    return;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    const pen = canvas.getContext('2d');
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
    canvas.hidden = false;
  } catch {
    // Not a picture the browser can read; the server will say so.
  }
}

const unsketch = field => field.querySelector('canvas')?.setAttribute('hidden', '');

function sentence(request) {
  try {
    const answer = JSON.parse(request.responseText);
    const text = answer.text ?? answer.detail;
    if (text)
      return text;
  } catch {
    // A proxy's page, or nothing at all.
  }

  return {
    0: '网络中断，文件没有传完，请重试。',
    401: '登录已失效，请重新登录后再上传。',
    403: '您没有上传这类文件的权限，请联系本企业的系统管理员。',
    413: '文件太大，请压缩后再上传。',
    429: '上传太频繁，请稍等一会儿再试。',
  }[request.status] ?? '文件没有上传成功，请稍后重试。';
}

function send(id, file) {
  const known = fields.get(id);
  if (!known || known.request)
    return;
  const { field, dotnet, options } = known;
  if (!accepted(file, options.accept)) {
    dotnet.invokeMethodAsync('Failed', '这里不能上传这种类型的文件，请换一个。');
    return;
  }

  if (file.size > options.maxBytes) {
    dotnet.invokeMethodAsync('Failed', options.tooLarge);
    return;
  }

  const request = known.request = new XMLHttpRequest();
  let told = 0;
  request.upload.onprogress = e => {
    // A few a second are enough to see it move.
    if (!e.lengthComputable || performance.now() - told < 200)
      return;
    told = performance.now();
    dotnet.invokeMethodAsync('Progressed', Math.floor(e.loaded * 100 / e.total));
  };
  request.onloadend = () => {
    known.request = null;
    unsketch(field);
    let kept = null;
    if (request.status >= 200 && request.status < 300) {
      try {
        kept = JSON.parse(request.responseText);
      } catch {
        // Redirected to a page: the sign-in, most likely.
      }
    }

    if (kept)
      dotnet.invokeMethodAsync('Finished', kept);
    else
      dotnet.invokeMethodAsync('Failed', known.cancelled ? null : sentence(request));
    known.cancelled = false;
  };
  request.open('POST', new URL(options.url, document.baseURI));
  request.setRequestHeader('RequestVerificationToken', token());
  request.setRequestHeader('Accept', 'application/json');
  const body = new FormData();
  body.append('file', file, file.name);
  dotnet.invokeMethodAsync('Started', file.name);
  sketch(field, file);
  request.send(body);
}

export function attach(id, dotnet, options) {
  const field = document.getElementById(id);
  if (!field)
    return;
  fields.set(id, { field, dotnet, options });
  const take = input => {
    const [file] = input.files ?? [];
    // The same file may be chosen again after a failure.
    input.value = '';
    if (file)
      send(id, file);
  };
  field.addEventListener('change', e => take(e.target));
  // Chosen while this script was still on its way.
  const input = field.querySelector('input[type=file]');
  if (input?.files.length)
    take(input);
  const over = on => field.toggleAttribute('data-over', on);
  field.addEventListener('dragover', e => {
    e.preventDefault();
    over(true);
  });
  field.addEventListener('dragleave', e => field.contains(e.relatedTarget) || over(false));
  field.addEventListener('drop', e => {
    e.preventDefault();
    over(false);
    const [file] = e.dataTransfer?.files ?? [];
    if (file)
      send(id, file);
  });
}

export function cancel(id) {
  const known = fields.get(id);
  if (!known?.request)
    return;
  known.cancelled = true;
  known.request.abort();
}

export function detach(id) {
  cancel(id);
  fields.delete(id);
}
