//! Figures as people read them.

/// `12,345`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 page`, `1,200 pages`.
pub fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// A share from 0 to 1 as `98.1%`. A share below 1 is never told as 100%.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let told = if share < 1.0 { percent.min(99.9) } else { percent };
    format!("{told:.1}%")
}

/// The difference of two shares in percentage points: `+0.2`, `−1.0`, `±0.0`.
pub fn points(difference: f64) -> String {
    let tenths = (difference * 1000.0).round() as i64;
    let sign = match tenths {
        0 => '±',
        1.. => '+',
        _ => '\u{2212}',
    };
    let tenths = tenths.unsigned_abs();
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

/// `850 ms`, `12.4 s`, `3 min 4 s`, `2 h 10 min`.
pub fn lasting(seconds: f64) -> String {
    if seconds < 1.0 {
        return format!("{:.0} ms", seconds * 1000.0);
    }
    if seconds < 60.0 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds.round() as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{} h {minutes} min", grouped(hours)) } else { format!("{minutes} min {seconds} s") }
}

/// A rate with as many figures as mean something: `1,240`, `86`, `3.2`.
pub fn rate(number: f64) -> String {
    if number >= 10.0 || number.fract() == 0.0 { grouped(number.round() as u64) } else { format!("{number:.1}") }
}

#[cfg(test)]
mod tests {
    use super::{counted, grouped, lasting, percent, points, rate};

    #[test]
    fn figures_are_told_as_people_read_them() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([counted(1, "page"), counted(0, "page")], ["1 page", "0 pages"]);
        assert_eq!([0.0, 0.981_49, 0.999_99, 1.0].map(percent), ["0.0%", "98.1%", "99.9%", "100.0%"]);
        assert_eq!([0.002, -0.01, 0.000_01, -0.123].map(points), ["+0.2", "−1.0", "±0.0", "−12.3"]);
        assert_eq!([0.85, 12.44, 184.0, 7800.0].map(lasting), ["850 ms", "12.4 s", "3 min 4 s", "2 h 10 min"]);
        assert_eq!([1240.4, 86.2, 3.21, 0.0].map(rate), ["1,240", "86", "3.2", "0"]);
    }
}
