//! Charts as inline SVG. Shapes stretch with the page; words stand beside them as HTML, so
//! that they stay readable at any width.

use super::figures::grouped;
use maud::{Markup, html};

/// A row of columns or points, drawn from zero or from a floor.
pub struct Chart<'a> {
    /// What it shows, for those who cannot see it.
    pub title: &'a str,
    /// What stands at its left and right end.
    pub ends: [String; 2],
    /// Lowest and highest value that it has room for.
    pub range: [f64; 2],
    /// A value in words.
    pub words: fn(f64) -> String,
}

/// A value of a chart.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The value; nothing leaves a gap.
    pub value: Option<f64>,
    /// What it is the value of.
    pub name: String,
    /// The one that the page is about.
    pub is_now: bool,
}

impl Chart<'_> {
    /// Columns side by side.
    pub fn columns(&self, bars: &[Bar]) -> Markup {
        let width = 100.0 / bars.len().max(1) as f64;
        self.framed(&html! {
            @for (at, bar) in bars.iter().enumerate() {
                @if let Some(value) = bar.value {
                    @let y = self.y(value);
                    rect class=(if bar.is_now { "now" } else { "then" })
                        x=(round((at as f64 + 0.12) * width)) width=(round(width * 0.76))
                        y=(round(y)) height=(round((100.0 - y).max(0.6))) {
                        title { (bar.name) ": " ((self.words)(value)) }
                    }
                }
            }
        })
    }

    /// An area under a line; each point is at its place from 0 to 1.
    pub fn area(&self, points: &[(f64, f64)]) -> Markup {
        let mut line = String::new();
        let mut x = 0.0;
        for (end, value) in points {
            let y = round(self.y(*value));
            let (from, to) = (round(x), round(end * 100.0));
            line.push_str(&format_args!(" L{from} {y} L{to} {y}").to_string());
            x = end * 100.0;
        }
        let first = points.first().map_or(100.0, |(_, value)| self.y(*value));
        self.framed(&html! {
            path class="fill" d={ "M0 100" (line) " L" (round(x)) " 100 Z" } {}
            path class="line" d={ "M0 " (round(first)) (line) } {}
        })
    }

    /// Where a value is, from the top, in hundredths of the height.
    fn y(&self, value: f64) -> f64 {
        let [low, high] = self.range;
        100.0 - ((value - low) / (high - low).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0) * 100.0
    }

    fn framed(&self, shapes: &Markup) -> Markup {
        let [low, high] = self.range;
        html! {
            div class="chart" {
                div class="scale" {
                    span { ((self.words)(high)) }
                    span { ((self.words)(f64::midpoint(low, high))) }
                    span { ((self.words)(low)) }
                }
                svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=(self.title) {
                    @for y in [0, 50, 100] {
                        line class="rule" x1="0" x2="100" y1=(y) y2=(y) {}
                    }
                    (shapes)
                }
                div class="ends" { span { (self.ends[0]) } span { (self.ends[1]) } }
            }
        }
    }
}

/// A bar within a row of a table, as long as its share of the longest.
pub fn bar(value: u64, most: u64, class: &str) -> Markup {
    let width = round(value as f64 * 100.0 / most.max(1) as f64);
    html! {
        svg class={ "bar " (class) } viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
            @if value > 0 { rect x="0" y="0" height="10" width=(width) {} }
        }
    }
}

/// Parts of a whole as one bar: class, words and count of each.
pub fn parts(title: &str, parts: &[(&str, &str, u64)]) -> Markup {
    let whole: u64 = parts.iter().map(|(_, _, count)| count).sum();
    let share = |count: u64| count as f64 * 100.0 / whole.max(1) as f64;
    let before = |at: usize| share(parts[..at].iter().map(|(_, _, count)| count).sum());
    html! {
        svg class="parts" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label=(title) {
            @for (at, (class, words, count)) in parts.iter().enumerate().filter(|(_, (_, _, count))| *count > 0) {
                rect class=(class) x=(round(before(at))) y="0" height="10" width=(round(share(*count))) {
                    title { (words) ": " (grouped(*count)) }
                }
            }
        }
    }
}

/// The next round number above a value: 1, 2, 2.5 or 5 times a power of ten.
pub fn round_above(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    [1.0, 2.0, 2.5, 5.0].into_iter().map(|step| step * power).find(|round| *round >= value).unwrap_or(10.0 * power)
}

/// A coordinate to the hundredth.
fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::{Bar, Chart, bar, round_above};

    #[test]
    fn scales_end_at_round_numbers() {
        let told = [0.0, 0.7, 1.0, 3.0, 18.0, 24.0, 900.0].map(|value| round_above(value).to_string());
        assert_eq!(told, ["1", "1", "1", "5", "20", "25", "1000"]);
    }

    #[test]
    fn columns_are_as_high_as_their_values_and_words_are_escaped() {
        let chart = Chart {
            title: "a < b",
            ends: [String::new(), String::new()],
            range: [0.0, 200.0],
            words: |n| n.to_string(),
        };
        let bar = |value| Bar { value, name: "<i>".to_owned(), is_now: false };
        let drawn = chart.columns(&[bar(Some(50.0)), bar(None), bar(Some(500.0))]).into_string();
        assert!(drawn.contains(r#"y="75" height="25""#) && drawn.contains(r#"y="0" height="100""#), "{drawn}");
        assert_eq!(drawn.matches("<rect").count(), 2);
        assert!(drawn.contains("&lt;i&gt;") && drawn.contains("a &lt; b"), "{drawn}");
    }

    #[test]
    fn bars_of_rows_are_shares_of_the_longest() {
        assert!(bar(5, 20, "").into_string().contains(r#"width="25""#));
        assert!(!bar(0, 0, "").into_string().contains("rect"));
    }
}
