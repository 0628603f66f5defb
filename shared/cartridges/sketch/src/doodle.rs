//! The drawings of bots: a sun, a house, a fish, a face or a flower, in random places, sizes and colours.

use std::f64::consts::TAU;

use rand::{RngExt, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use crate::drawing::{COLOURS, HEIGHT, Point, WIDTH, encode_stroke};

/// Points of a circle.
const CIRCLE: u32 = 20;
/// Figures of one drawing.
const FIGURES: usize = 2;

/// Coordinates around the middle of a figure, in units of half its size.
type Path = Vec<(f64, f64)>;

/// Returns a random drawing.
pub(super) fn doodle(rng: &mut ChaCha8Rng) -> Vec<String> {
    let mut figures = [sun, house, fish, face, flower];
    figures.shuffle(rng);
    let mut strokes = Vec::new();
    for (n, figure) in (0..).zip(figures).take(FIGURES) {
        let half = f64::from(WIDTH) / 4.0;
        // The figures stand next to each other.
        let middle = (half * f64::from(1 + 2 * n), f64::from(HEIGHT) * rng.random_range(0.4..0.6));
        let size = half * rng.random_range(0.6..0.95);
        for path in figure() {
            let points: Vec<Point> = path.into_iter().map(|at| place(at, middle, size)).collect();
            strokes.push(encode_stroke(rng.random_range(0..COLOURS), &points));
        }
    }
    strokes
}

/// Returns the point at `at`, within the paper.
fn place(at: (f64, f64), middle: (f64, f64), size: f64) -> Point {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the paper")]
    let within = |value: f64, most: u16| value.round().clamp(0.0, f64::from(most - 1)) as u16;
    Point { x: within(middle.0 + at.0 * size, WIDTH), y: within(middle.1 + at.1 * size, HEIGHT) }
}

/// Returns an ellipse around a middle.
fn ellipse(middle: (f64, f64), radius: (f64, f64)) -> Path {
    let angle = |n: u32| f64::from(n) * TAU / f64::from(CIRCLE);
    let points = (0..=CIRCLE).map(|n| (middle.0 + radius.0 * angle(n).cos(), middle.1 + radius.1 * angle(n).sin()));
    points.collect()
}

fn sun() -> Vec<Path> {
    let ray = |n: u32| {
        let (y, x) = (f64::from(n) * TAU / 8.0).sin_cos();
        vec![(0.6 * x, 0.6 * y), (0.95 * x, 0.95 * y)]
    };
    std::iter::once(ellipse((0.0, 0.0), (0.5, 0.5))).chain((0..8).map(ray)).collect()
}

fn house() -> Vec<Path> {
    let walls = vec![(-0.7, 0.0), (-0.7, 0.8), (0.7, 0.8), (0.7, 0.0), (-0.7, 0.0)];
    let roof = vec![(-0.9, 0.0), (0.0, -0.8), (0.9, 0.0)];
    let door = vec![(-0.15, 0.8), (-0.15, 0.35), (0.2, 0.35), (0.2, 0.8)];
    vec![walls, roof, door]
}

fn fish() -> Vec<Path> {
    let tail = vec![(0.5, 0.0), (0.95, -0.4), (0.95, 0.4), (0.5, 0.0)];
    vec![ellipse((-0.1, 0.0), (0.6, 0.35)), tail, ellipse((-0.45, -0.08), (0.04, 0.04))]
}

fn face() -> Vec<Path> {
    let mouth = vec![(-0.35, 0.3), (-0.15, 0.42), (0.15, 0.42), (0.35, 0.3)];
    vec![
        ellipse((0.0, 0.0), (0.75, 0.75)),
        ellipse((-0.28, -0.2), (0.07, 0.1)),
        ellipse((0.28, -0.2), (0.07, 0.1)),
        mouth,
    ]
}

fn flower() -> Vec<Path> {
    let petal = |n: u32| {
        let (y, x) = (f64::from(n) * TAU / 5.0).sin_cos();
        ellipse((0.38 * x, -0.35 + 0.38 * y), (0.2, 0.2))
    };
    let stem = vec![(0.0, 0.0), (0.05, 0.5), (0.0, 0.95)];
    (0..5).map(petal).chain([ellipse((0.0, -0.35), (0.17, 0.17)), stem]).collect()
}
