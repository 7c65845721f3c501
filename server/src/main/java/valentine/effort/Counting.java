package valentine.effort;

/// Nothing was counted yet.
///
/// @param path of the page that shows it once it was
record Counting(String path) {}
