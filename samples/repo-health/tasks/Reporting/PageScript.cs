namespace RepoHealth;

/// <summary>Sorts and filters the table of the report. Without it the table is there all the same.</summary>
public static class PageScript
{
    public const string Js = """

        'use strict';
        (() => {
          const table = document.querySelector('.packages');
          if (!table) return;
          const bodies = [...table.tBodies];
          const headers = [...table.tHead.rows[0].cells];
          const collator = new Intl.Collator('en', { numeric: true });
          const valueOf = (body, column) => {
            const cell = body.rows[0].cells[column];
            return cell.dataset.v ?? cell.textContent;
          };

          headers.forEach((header, column) => {
            const button = document.createElement('button');
            button.type = 'button';
            button.textContent = header.textContent;
            header.replaceChildren(button);
            button.addEventListener('click', () => {
              const numeric = header.dataset.sort === 'number';
              const was = header.getAttribute('aria-sort');
              const down = was ? was === 'ascending' : numeric;
              headers.forEach(other => other.removeAttribute('aria-sort'));
              header.setAttribute('aria-sort', down ? 'descending' : 'ascending');
              const keyed = bodies.map(body => [valueOf(body, column), body]);
              keyed.sort((left, right) => (down ? -1 : 1) * (numeric ? left[0] - right[0] : collator.compare(left[0], right[0])));
              table.append(...keyed.map(pair => pair[1]));
            });
          });

          const tools = document.querySelector('.tools');
          const filter = tools.querySelector('input');
          const chips = [...tools.querySelectorAll('.chip')];
          const count = document.querySelector('.count');
          const texts = bodies.map(body => body.textContent.toLowerCase());
          const show = () => {
            const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
            const grades = chips.filter(chip => chip.getAttribute('aria-pressed') === 'true').map(chip => chip.dataset.grade);
            let shown = 0;
            bodies.forEach((body, index) => {
              const fits = (grades.length === 0 || grades.includes(body.dataset.grade)) && words.every(word => texts[index].includes(word));
              body.hidden = !fits;
              shown += fits;
            });
            count.hidden = shown === bodies.length;
            count.textContent = shown === 0 ? 'No package fits.' : `${shown} of ${bodies.length} packages`;
          };
          filter.addEventListener('input', show);
          chips.forEach(chip => chip.addEventListener('click', () => {
            chip.setAttribute('aria-pressed', chip.getAttribute('aria-pressed') !== 'true');
            show();
          }));
          table.addEventListener('click', event => {
            const row = event.target.closest('tbody > tr:first-child');
            if (!row || event.target.closest('summary') || String(getSelection())) return;
            const details = row.querySelector('details');
            details.open = !details.open;
          });
          tools.hidden = false;
        })();

        """;
}
