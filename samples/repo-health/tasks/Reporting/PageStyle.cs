namespace RepoHealth;

/// <summary>How the report looks, in light and dark, on a phone and on paper.</summary>
public static class PageStyle
{
    public const string Css = """

        :root { --back: #f6f4f1; --card: #fff; --ink: #221e1a; --soft: #6b635b; --line: #e5e0d9; --accent: #b4471b; --mark: #faf7f3;
          --A: #1f7a4d; --B: #4f7f1f; --C: #94700a; --D: #b4541b; --F: #b3261e; --font: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
        @media (prefers-color-scheme: dark) {
          :root { --back: #161412; --card: #201d1a; --ink: #ede8e2; --soft: #a39a90; --line: #38332e; --accent: #f08a5b; --mark: #292521;
            --A: #4fc68b; --B: #a0cf5e; --C: #e2bd4a; --D: #f29a5c; --F: #f4776d; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 var(--font); -webkit-text-size-adjust: 100%; }
        main { max-width: 1120px; margin: 0 auto; padding: 40px 20px 24px; }
        header { border-left: 4px solid var(--accent); padding-left: 16px; margin-bottom: 28px; }
        h1 { font-size: 30px; line-height: 1.2; letter-spacing: -.02em; margin: 0; overflow-wrap: anywhere; }
        header p { margin: 4px 0 0; color: var(--soft); }
        h2 { font-size: 16px; margin: 0 0 12px; } h3 { font-size: 13px; margin: 14px 0 4px; }
        code { font: .92em ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 18px 20px; margin-bottom: 16px; min-width: 0; }
        .figures { display: grid; grid-template-columns: repeat(5, 1fr); gap: 16px; }
        .figure b { display: block; font-size: 32px; line-height: 1.15; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
        .figure span, .figure small { display: block; } .figure small { color: var(--soft); font-size: 13px; }
        .columns { display: grid; grid-template-columns: 1.7fr 1fr; gap: 16px; }
        .chart { display: block; width: 100%; height: auto; font-family: var(--font); }
        .chart .grid { stroke: var(--line); } .chart text { fill: var(--soft); font-size: 12px; } .chart .value { fill: var(--ink); font-weight: 600; }
        .chart .label { font-size: 13px; } .chart .hit { fill: transparent; } .chart g:hover .hit { fill: var(--mark); }
        .bar.A { fill: var(--A); } .bar.B { fill: var(--B); } .bar.C { fill: var(--C); } .bar.D { fill: var(--D); } .bar.F { fill: var(--F); }
        .A { --grade: var(--A); } .B { --grade: var(--B); } .C { --grade: var(--C); } .D { --grade: var(--D); } .F { --grade: var(--F); }
        .figure b { color: var(--grade, inherit); }
        .hint { color: var(--soft); font-size: 13px; margin: -10px 0 10px; }
        table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 500; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .criteria th, .criteria td { padding: 6px 0; } .criteria td:nth-child(2) { width: 60%; padding: 0 12px; }
        .meter { background: var(--line); border-radius: 4px; height: 8px; overflow: hidden; } .meter i { display: block; height: 100%; background: var(--accent); border-radius: 4px; }
        .list { padding: 18px 0 6px; } .bar-top { display: flex; flex-wrap: wrap; gap: 10px 20px; justify-content: space-between; align-items: center; padding: 0 20px 12px; }
        .bar-top h2 { margin: 0; } .tools { display: flex; flex-wrap: wrap; gap: 10px; } .tools[hidden] { display: none; } .grades { display: flex; gap: 6px; }
        .chip { font: inherit; font-size: 13px; color: var(--ink); background: none; border: 1px solid var(--line); border-radius: 99px; padding: 3px 11px; cursor: pointer; }
        .chip b { color: var(--grade); } .chip[aria-pressed=true] { background: var(--mark); border-color: var(--grade); box-shadow: inset 0 0 0 1px var(--grade); }
        input { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: 8px; padding: 5px 11px; width: 300px; max-width: 100%; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .count { margin: 0; padding: 0 20px 10px; color: var(--soft); font-size: 13px; }
        .packages thead th { position: sticky; top: 0; background: var(--card); color: var(--soft); font-size: 13px; border-bottom: 1px solid var(--line); padding: 8px 10px; z-index: 1; white-space: nowrap; }
        th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; } th button::after { content: " ↕"; opacity: .35; }
        th[aria-sort=ascending] button, th[aria-sort=descending] button { color: var(--ink); font-weight: 650; }
        th[aria-sort=ascending] button::after { content: " ↑"; opacity: 1; } th[aria-sort=descending] button::after { content: " ↓"; opacity: 1; }
        .packages tbody > tr:first-child > * { padding: 8px 10px; border-top: 1px solid var(--line); vertical-align: top; }
        .packages tbody > tr:first-child > :first-child, .packages thead th:first-child { padding-left: 20px; }
        .packages tbody > tr:first-child > :last-child, .packages thead th:last-child { padding-right: 20px; }
        .packages tbody > tr:first-child:hover { background: var(--mark); }
        .packages .date { white-space: nowrap; font-variant-numeric: tabular-nums; }
        summary { cursor: pointer; list-style: none; display: block; padding-left: 18px; position: relative; overflow-wrap: anywhere; } summary::-webkit-details-marker { display: none; }
        summary::before { content: "›"; position: absolute; left: 2px; color: var(--soft); font-weight: 700; transition: transform .12s; } details[open] summary::before { transform: rotate(90deg); }
        .name { font-weight: 600; } .path { display: block; color: var(--soft); font-size: 12.5px; font-weight: 400; }
        .score { white-space: nowrap; font-variant-numeric: tabular-nums; font-weight: 600; }
        .grade { display: inline-block; width: 22px; text-align: center; border-radius: 6px; margin-right: 6px; color: var(--card); background: var(--grade); font-weight: 700; }
        .more { display: none; } tbody:has(details[open]) .more { display: table-row; } @supports not selector(:has(*)) { .more { display: table-row; } }
        .more td { padding: 4px 20px 18px 38px !important; background: var(--mark); } tbody:has(details[open]) > tr:first-child { background: var(--mark); }
        .more p { margin: 8px 0; max-width: 80ch; overflow-wrap: anywhere; } .facts { color: var(--soft); font-size: 13px; }
        .points, .plain { list-style: none; margin: 0; padding: 0; font-size: 14px; overflow-wrap: anywhere; }
        .points li { display: grid; grid-template-columns: 92px 52px 1fr; padding: 2px 0; } .points b { font-weight: 500; } .points span:nth-child(2) { font-variant-numeric: tabular-nums; }
        .full span:nth-child(2) { color: var(--A); } .part span:nth-child(2) { color: var(--F); font-weight: 650; } .none { color: var(--soft); }
        footer { color: var(--soft); font-size: 13px; padding: 8px 4px; }
        @media (max-width: 980px) { .wide { display: none; } .columns { grid-template-columns: 1fr; } .figures { grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); } }
        @media (max-width: 640px) { main { padding: 20px 12px; } h1 { font-size: 24px; } .medium { display: none; } .figures { gap: 10px; grid-template-columns: 1fr 1fr; } .figure:first-child { grid-column: 1 / -1; }
          .card { padding: 14px; margin-bottom: 10px; } .figures .card { margin-bottom: 0; } .figures { margin-bottom: 10px; } .list { padding: 14px 0 4px; } .columns { gap: 0; } .figure b { font-size: 26px; }
          .chart text, .chart .label { font-size: 17px; } .chart .tick { font-size: 14px; } .more td { padding-left: 20px !important; } .points li { grid-template-columns: 82px 48px 1fr; } .tools, input { width: 100%; } .chip { padding: 6px 10px; } }
        @media print { :root { --back: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #ccc; --mark: #fff; } main { max-width: none; padding: 0; } .tools, .count { display: none; }
          .card { break-inside: avoid; } .list { break-inside: auto; border: 0; } .packages tbody { break-inside: avoid; } .packages thead th { position: static; } .bar, .grade, .meter i { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }

        """;
}
