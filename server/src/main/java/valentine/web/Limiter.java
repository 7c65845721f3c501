package valentine.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/// How often each may try something: so many times at once, given back evenly over a while.
public final class Limiter {
    private static final int WATCHED = 50_000;

    private final Bandwidth limit;
    /// Who has not tried for as long as everything takes to come back is as good as new; beyond the bound the least
    /// busy are forgotten first.
    private final Cache<String, Bucket> buckets;

    public Limiter(int times, Duration within) {
        this.limit =
                Bandwidth.builder().capacity(times).refillGreedy(times, within).build();
        this.buckets = Caffeine.newBuilder()
                .maximumSize(WATCHED)
                .expireAfterAccess(within)
                .build();
    }

    /// Takes one try of this one: zero when it may go on, else how long to wait.
    public Duration spend(String who) {
        return Duration.ofNanos(bucket(who).tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    /// How long this one must wait before its next try; takes nothing.
    public Duration wait(String who) {
        Bucket bucket = buckets.getIfPresent(who);
        return bucket == null
                ? Duration.ZERO
                : Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /// Where the connection comes from, whatever its headers claim; for IPv6 the network that one customer gets.
    public static String remote(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (address == null || !address.contains(":")) {
            return String.valueOf(address);
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(Arrays.copyOf(bytes, 8)) : address;
        } catch (UnknownHostException _) {
            return address;
        }
    }

    /// As the header Retry-After says it: whole seconds, at least one.
    public static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    private Bucket bucket(String who) {
        return buckets.get(
                who.length() > 300 ? who.substring(0, 300) : who,
                _ -> Bucket.builder().addLimit(limit).build());
    }
}
