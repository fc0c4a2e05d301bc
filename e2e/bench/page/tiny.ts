/** The whole script of the empty page: a row by its own hand, and a listener as every page of ours has one. */
const row = document.createElement('div');
row.className = 'row';
row.textContent = 'A row';
document.querySelector('#root')?.append(row);
window.kithWire?.onMessage(() => undefined);

export {};
