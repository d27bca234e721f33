/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorts and filters tables, opens what a link points at, prints one statement. The page reads
 * whole without it. */
(() => {
    'use strict';
    const AT_ONCE = 200; // rows of a long table, until the reader asks for all

    // "−1.234,50" and "12,5 %" as numbers, other text as it is
    const value = cell => {
        const text = cell.textContent.trim();
        const digits = text.replace(/[\s\u00a0.%€]/g, '').replace('\u2212', '-').replace(',', '.');
        return digits !== '' && !Number.isNaN(Number(digits)) ? Number(digits) : text;
    };
    const compare = (a, b) => {
        const numbers = (typeof a === 'number') - (typeof b === 'number');
        if (numbers !== 0)
            return -numbers;
        if (typeof a === 'number')
            return a - b;
        return a < b ? -1 : a > b ? 1 : 0;
    };
    const folded = text => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

    const makeSortable = (table, changed) => {
        const body = table.tBodies[0];
        table.querySelectorAll('thead th').forEach((head, column) => {
            const button = document.createElement('button');
            button.type = 'button';
            button.ariaLabel = table.dataset.sort.replace('{1}', head.textContent.trim());
            head.classList.add('sorts');
            head.classList.contains('n') ? head.prepend(button) : head.append(button);
            head.addEventListener('click', () => { // a click on the button comes here too
                const up = head.getAttribute('aria-sort') !== 'ascending';
                table.querySelectorAll('[aria-sort]').forEach(h => h.removeAttribute('aria-sort'));
                head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
                const rows = Array.from(body.rows, row => {
                    const key = value(row.cells[column]);
                    return [typeof key === 'string' ? folded(key) : key, row];
                });
                rows.sort((a, b) => (up ? 1 : -1) * compare(a[0], b[0]));
                body.append(...rows.map(pair => pair[1]));
                changed();
            });
        });
    };

    // What passes the filter is shown, of that the first rows; paper gets all that pass.
    const makePaged = (table, passes, more) => {
        let all = table.tBodies[0].rows.length <= AT_ONCE;
        const show = () => {
            let count = 0;
            for (const row of table.tBodies[0].rows) {
                const pass = passes(row);
                row.hidden = !pass;
                count += pass;
                row.classList.toggle('later', pass && !all && count > AT_ONCE);
            }
            more.hidden = all || count <= AT_ONCE;
            return count;
        };
        more.firstElementChild.addEventListener('click', () => {
            all = true;
            show();
        });
        return show;
    };

    const makeFiltered = filter => {
        const table = document.getElementById(filter.dataset.for);
        const [name, outcome, action] = filter.querySelectorAll('input, select');
        const status = filter.querySelector('[role=status]');
        const total = table.tBodies[0].rows.length;
        const names = new Map();
        for (const row of table.tBodies[0].rows)
            names.set(row, folded(row.cells[0].textContent));
        const show = makePaged(table, row =>
            names.get(row).includes(folded(name.value.trim())) &&
            (outcome.value === '' || row.dataset.o === outcome.value) &&
            (action.value === '' || row.dataset.a.includes(` ${action.value} `)),
        document.querySelector('.more'));
        const changed = () => {
            status.textContent = status.dataset.of.replace('{1}', show()).replace('{2}', total);
        };
        filter.addEventListener('input', changed);
        filter.hidden = false;
        changed();
        return changed;
    };

    const changed = new Map();
    document.querySelectorAll('.filter').forEach(filter =>
        changed.set(filter.dataset.for, makeFiltered(filter)));
    document.querySelectorAll('table.data').forEach(table =>
        makeSortable(table, changed.get(table.id) || (() => {})));

    // A statement of a very long page is text in a <noscript> until the reader comes near.
    const unfold = statement => {
        const text = statement.querySelector(':scope > noscript');
        if (text) {
            const page = new DOMParser().parseFromString(text.textContent, 'text/html');
            text.replaceWith(...page.body.childNodes);
        }
    };
    const near = new IntersectionObserver(entries => {
        for (const entry of entries)
            if (entry.isIntersecting) {
                near.unobserve(entry.target);
                unfold(entry.target);
            }
    }, {rootMargin: '1500px'});

    // What a link points at is unfolded, and opened where it stands in closed details.
    const find = id => {
        const holds = text => text.textContent.includes(` id=${id}>`);
        if (!document.getElementById(id) && /^[lic][0-9]+$/.test(id))
            Array.from(document.querySelectorAll('.st > noscript')).filter(holds)
                .forEach(text => unfold(text.parentElement));
        return document.getElementById(id);
    };
    const open = () => {
        const target = find(decodeURIComponent(location.hash.slice(1)));
        if (!target)
            return;
        if (target.matches('.st'))
            unfold(target);
        for (let at = target; at; at = at.parentElement)
            if (at.localName === 'details')
                at.open = true;
        if (target.closest('details'))
            target.scrollIntoView({block: 'center'});
    };
    addEventListener('hashchange', open);
    addEventListener('DOMContentLoaded', () => {
        document.querySelectorAll('.st:has(> noscript)').forEach(st => near.observe(st));
        open();
    });
    addEventListener('beforeprint', () => {
        if (!document.querySelector('.st:target, .st :target'))
            document.querySelectorAll('.st').forEach(unfold);
    });

    document.addEventListener('click', event => {
        const link = event.target.closest('[data-print]');
        if (!link)
            return;
        event.preventDefault();
        location.hash = link.getAttribute('href');
        requestAnimationFrame(() => print());
    });
})();
