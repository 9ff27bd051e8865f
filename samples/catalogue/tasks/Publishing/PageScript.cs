namespace Catalogue;

/// <summary>Filters the cards by tags and words.</summary>
public static class PageScript
{
    public const string Js = """

        'use strict';
        (() => {
          const tools = document.querySelector('.tools');
          const words = tools.querySelector('input');
          const buttons = [...tools.querySelectorAll('button')];
          const cards = [...document.querySelectorAll('article')];
          const texts = cards.map(card => card.textContent.toLowerCase());
          const tags = cards.map(card => new Set(card.dataset.tags.split(' ')));
          const show = () => {
            const wanted = buttons.filter(button => button.getAttribute('aria-pressed') === 'true').map(button => button.dataset.tag);
            const typed = words.value.toLowerCase().split(/\s+/).filter(Boolean);
            let shown = 0;
            cards.forEach((card, index) => {
              const fits = wanted.every(tag => tags[index].has(tag)) && typed.every(word => texts[index].includes(word));
              card.hidden = !fits;
              shown += fits;
            });
            document.querySelector('.none').hidden = shown > 0;
          };
          const press = button => button.setAttribute('aria-pressed', button.getAttribute('aria-pressed') !== 'true');
          words.addEventListener('input', show);
          buttons.forEach(button => button.addEventListener('click', () => { press(button); show(); }));
          tools.hidden = false;
        })();

        """;
}
