//! For people: where the time goes. `cargo bench --manifest-path benches-vs/Cargo.toml`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tacitus_language::{Pipeline, install};

/// A report of some hundred words, and one so long that no chunk or cache holds it.
fn texts() -> [(&'static str, String); 2] {
    let report = include_str!("../../examples/ceasefire.txt");
    [("report", report.to_owned()), ("long", report.repeat(50))]
}

fn pipeline() -> Pipeline {
    install::load_or_install(None, &mut |said| eprintln!("{said}")).expect("a model")
}

fn parse(criterion: &mut Criterion) {
    for (mode, pipeline) in [("exact", pipeline()), ("fast", pipeline().into_fast())] {
        let mut group = criterion.benchmark_group(mode);
        let mut scratch = pipeline.scratch();
        for (name, text) in texts() {
            let tokens = pipeline.parse(&text, &mut scratch).len();
            group.throughput(Throughput::Elements(tokens as u64));
            group.sample_size(10);
            group.bench_function(name, |bencher| {
                bencher.iter(|| black_box(pipeline.parse(black_box(&text), &mut scratch)));
            });
        }
    }
}

fn load(criterion: &mut Criterion) {
    let path = install::default_path().expect("a folder for models");
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    group.bench_function("exact", |bencher| {
        bencher.iter(|| Pipeline::load(&path).expect("a model"))
    });
}

criterion_group!(benches, parse, load);
criterion_main!(benches);
