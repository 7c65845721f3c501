package valentine.erasure;

/// The number of a request.
public record RequestId(long value) {}
