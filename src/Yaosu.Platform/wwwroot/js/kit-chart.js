// Charts: ApexCharts in the product's colours and language. The library is only fetched when the first chart is drawn.
const root = document.documentElement;
const charts = new Map();
let library;

const load = () => library ??= import(new URL('lib/apexcharts/apexcharts.esm.js', document.baseURI)).then(m => m.default);
const token = name => getComputedStyle(root).getPropertyValue(`--ys-${name}`).trim();
const dark = () => root.dataset.theme === 'dark';
const full = value => value === null || value === undefined ? '无数据' : Number(value).toLocaleString('zh-CN', { maximumFractionDigits: 2 });

// 12000 → 1.2万, 340000000 → 3.4亿.
function short(value) {
  if (value === null || value === undefined || !Number.isFinite(Number(value)))
    return '';
  const [unit, by] = Math.abs(value) >= 1e8 ? ['亿', 1e8] : Math.abs(value) >= 1e4 ? ['万', 1e4] : ['', 1];
  return Number(value / by).toLocaleString('zh-CN', { maximumFractionDigits: 2 }) + unit;
}

const months = Array.from({ length: 12 }, (_, i) => `${i + 1}月`);
const days = ['日', '一', '二', '三', '四', '五', '六'];
const chinese = {
  name: 'zh-cn',
  options: {
    months, shortMonths: months, days: days.map(d => `星期${d}`), shortDays: days.map(d => `周${d}`),
    toolbar: { exportToSVG: '下载 SVG', exportToPNG: '下载 PNG', exportToCSV: '下载 CSV', menu: '菜单', selection: '选择', selectionZoom: '选择缩放', zoomIn: '放大', zoomOut: '缩小', pan: '平移', reset: '重置' },
  },
};

const colours = () => ({
  colors: [1, 2, 3, 4, 5].map(i => token(`chart-${i}`)),
  theme: { mode: dark() ? 'dark' : 'light' },
  grid: { borderColor: token('border'), strokeDashArray: 3, padding: { left: 8, right: 12 } },
  tooltip: { theme: dark() ? 'dark' : 'light' },
  legend: { labels: { colors: token('text') } },
});

function options({ kind, labels, series, unit }, element) {
  const donut = kind === 'Donut';
  const type = { Line: 'line', Area: 'area', Bar: 'bar', StackedBar: 'bar', Donut: 'donut' }[kind];
  const painted = colours();
  const amount = value => unit && value !== null ? `${full(value)} ${unit}` : full(value);
  return {
    ...painted,
    chart: {
      // The library makes its element 15 px taller than it is told.
      type, height: parseFloat(getComputedStyle(element).height) - 15, stacked: kind === 'StackedBar', background: 'transparent', foreColor: token('text-2'), fontFamily: 'inherit',
      animations: { enabled: false }, toolbar: { show: false }, zoom: { enabled: false }, locales: [chinese], defaultLocale: 'zh-cn',
      nonce: document.querySelector('meta[name="csp-nonce"]')?.content || undefined,
    },
    series: donut ? series[0].data.map(v => v ?? 0) : series,
    dataLabels: { enabled: false },
    stroke: donut ? { width: 2, colors: [token('surface')] } : { width: type === 'bar' ? 0 : 2, curve: 'straight' },
    fill: kind === 'Area' ? { type: 'solid', opacity: 0.16 } : { opacity: 1 },
    markers: { size: labels.length === 1 ? 4 : 0 },
    plotOptions: { bar: { columnWidth: '56%', borderRadius: 2 }, pie: { donut: { size: '64%' } } },
    legend: { ...painted.legend, show: donut || series.length > 1, position: donut ? 'right' : 'top', horizontalAlign: 'left' },
    tooltip: { ...painted.tooltip, y: { formatter: amount } },
    noData: { text: '没有数据' },
    ...(donut ? { labels } : {
      xaxis: { categories: labels, tickAmount: Math.max(2, Math.min(labels.length, Math.floor(element.clientWidth / 80))), labels: { rotate: 0, hideOverlappingLabels: true }, axisBorder: { color: token('border') }, axisTicks: { show: false }, tooltip: { enabled: false } },
      yaxis: { min: series.every(s => s.data.every(v => v === null || v >= 0)) ? 0 : undefined, forceNiceScale: true, labels: { formatter: short } },
    }),
  };
}

export async function draw(id, data) {
  const Apex = await load();
  const element = document.getElementById(id);
  if (!element)
    return;
  const known = charts.get(id);
  if (known?.element === element && known.data.kind === data.kind) {
    known.data = data;
    await known.chart.updateOptions(options(data, element), true, false);
    return;
  }

  known?.chart.destroy();
  const chart = new Apex(element, options(data, element));
  charts.set(id, { chart, element, data });
  await chart.render();
}

export function remove(id) {
  charts.get(id)?.chart.destroy();
  charts.delete(id);
}

new MutationObserver(() => {
  for (const { chart, element, data } of charts.values())
    chart.updateOptions(options(data, element), true, false);
}).observe(root, { attributeFilter: ['data-theme'] });
