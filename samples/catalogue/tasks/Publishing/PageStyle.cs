namespace Catalogue;

/// <summary>How the catalogue looks, in light and dark, on a phone and on paper.</summary>
public static class PageStyle
{
    public const string Css = """

        :root { --back: #f4f2ee; --card: #fff; --ink: #1f1b18; --soft: #6a625a; --line: #e4ded6; --accent: #a8431a; --top: #241d18; --mark: #f3eee8;
          --error: #b3261e; --warning: #9a6207; --advice: #2f6f9f; --clean: #1f7a4d; --font: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
        @media (prefers-color-scheme: dark) {
          :root { --back: #151311; --card: #1f1c19; --ink: #ede8e2; --soft: #a39a90; --line: #37322d; --accent: #f08a5b; --top: #0e0c0b; --mark: #2a2622;
            --error: #f4776d; --warning: #e2ad4a; --advice: #78b7e6; --clean: #4fc68b; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 var(--font); -webkit-text-size-adjust: 100%; }
        header { background: radial-gradient(900px 340px at 15% 120%, #b4471b99, transparent), radial-gradient(700px 300px at 70% 130%, #d8862a66, transparent), var(--top); color: #fbf6f1; }
        header div:first-child { max-width: 1240px; margin: 0 auto; padding: 44px 24px 34px; }
        h1 { font-size: 36px; line-height: 1.15; letter-spacing: -.025em; margin: 0 0 22px; overflow-wrap: anywhere; }
        dl { display: flex; flex-wrap: wrap; gap: 14px 34px; margin: 0; } dl div { padding: 0 !important; margin: 0 !important; }
        dd { margin: 0; font-size: 26px; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; } dt { color: #d9cdc2; font-size: 13px; }
        dl .clean dd { color: #7fdcaa; } dl .error dd { color: #ff9d94; } dl .warning dd { color: #f3c66b; } dl .advice dd { color: #9bcdf3; }
        main { max-width: 1240px; margin: 0 auto; padding: 24px; }
        .tools { margin-bottom: 20px; } .tools[hidden] { display: none; }
        input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 8px 14px; width: 340px; max-width: 100%; margin-bottom: 12px; }
        .tags { display: flex; flex-wrap: wrap; gap: 6px; list-style: none; margin: 0; padding: 0; }
        .tags li, button { font: inherit; font-size: 12.5px; color: var(--soft); background: var(--mark); border: 1px solid transparent; border-radius: 99px; padding: 1px 10px; }
        button { color: var(--ink); background: var(--card); border-color: var(--line); padding: 3px 12px; cursor: pointer; } button small { color: var(--soft); }
        button[aria-pressed=true] { background: var(--accent); border-color: var(--accent); color: var(--card); } button[aria-pressed=true] small { color: inherit; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 20px; align-items: start; }
        article { background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; min-width: 0; box-shadow: 0 1px 2px #0000000d, 0 6px 18px #0000000a; } article[hidden] { display: none; }
        .picture { aspect-ratio: 16 / 9; background: var(--mark); border-bottom: 1px solid var(--line); } .picture img { display: block; width: 100%; height: 100%; object-fit: cover; }
        .letter { display: grid; place-items: center; font-size: 72px; font-weight: 700; color: #ffffffd9; text-transform: uppercase; background: linear-gradient(135deg, hsl(var(--hue) 42% 46%), hsl(calc(var(--hue) + 50) 46% 32%)); }
        .body { padding: 14px 18px 4px; } h2 { font-size: 18px; line-height: 1.3; letter-spacing: -.01em; margin: 0; overflow-wrap: anywhere; } h2 small { color: var(--soft); font-weight: 400; font-size: 13px; }
        a { color: inherit; text-decoration-color: var(--accent); text-underline-offset: 3px; } .body p { margin: 4px 0 10px; overflow-wrap: anywhere; }
        .facts { color: var(--soft); font-size: 13px; margin-top: 12px !important; } .facts span + span::before { content: " · "; }
        details, .nothing { border-top: 1px solid var(--line); margin: 0; padding: 10px 18px; font-size: 13.5px; } .nothing { color: var(--clean); } .nothing::before { content: "✓ "; }
        summary { cursor: pointer; } summary span { font-weight: 600; margin-right: 12px; } summary .error { color: var(--error); } summary .warning { color: var(--warning); } summary .advice { color: var(--advice); }
        ol { list-style: none; margin: 10px 0 4px; padding: 0; } ol li { border-left: 3px solid; padding: 1px 0 1px 10px; margin-bottom: 9px; overflow-wrap: anywhere; }
        li.error { border-color: var(--error); } li.warning { border-color: var(--warning); } li.advice { border-color: var(--advice); }
        code { font: .9em ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; color: var(--soft); overflow-wrap: anywhere; } ol code { display: block; }
        .missing { margin-top: 36px; } .missing ul { list-style: none; padding: 0; } .missing li { border: 1px dashed var(--line); border-radius: 10px; padding: 10px 16px; margin-bottom: 8px; } .missing p { margin: 2px 0 0; color: var(--error); }
        .none { color: var(--soft); text-align: center; padding: 40px; } footer { max-width: 1240px; margin: 0 auto; padding: 8px 24px 40px; color: var(--soft); font-size: 13px; }
        @media print { .tools { display: none; } article { break-inside: avoid; box-shadow: none; } }

        """;
}
