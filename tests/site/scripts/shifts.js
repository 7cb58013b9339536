() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(window.shifts))))
