//! Embeds the folders anew when something in them changes.

fn main() {
    println!("cargo:rerun-if-changed=.");
}
