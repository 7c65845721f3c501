package valentine.event;

import java.util.List;

/// The first message in the words of each program, ready to be copied.
final class Snippets {
    private Snippets() {}

    /// @param key as it stands in anchors
    record Snippet(String key, String name, String text) {}

    /// @param url where we are reached, without a slash at the end
    static List<Snippet> of(Source.Kind kind, String url, String writeKey) {
        return (kind == Source.Kind.BROWSER ? browser() : server())
                .stream()
                        .map(snippet -> new Snippet(
                                snippet.key(),
                                snippet.name(),
                                snippet.text()
                                        .replace("WRITE_KEY", writeKey)
                                        .replace("BASE_URL", url)
                                        .replace("HOST", url.replaceFirst("^https?://", ""))
                                        .replace("PROTOCOL", url.replaceFirst(":.*", ""))
                                        .stripTrailing()))
                        .toList();
    }

    private static List<Snippet> server() {
        return List.of(
                new Snippet("curl", "curl", """
                        curl BASE_URL/v1/track -u 'WRITE_KEY:' \\
                          -H 'Content-Type: application/json' \\
                          -d '{"userId": "1001", "event": "Signed Up", "messageId": "first"}'
                        """),
                new Snippet("node", "Node (@segment/analytics-node)", """
                        import { Analytics } from '@segment/analytics-node'

                        const analytics = new Analytics({ writeKey: 'WRITE_KEY', host: 'BASE_URL' })
                        analytics.identify({ userId: '1001', traits: { name: 'Anna Berg', email: 'anna@example.com' } })
                        analytics.track({ userId: '1001', event: 'Order Completed',
                          properties: { order_id: '7', total: 42.5, currency: 'EUR' } })
                        await analytics.closeAndFlush()
                        """),
                new Snippet("java", "Java (com.segment.analytics.java)", """
                        Analytics analytics = Analytics.builder("WRITE_KEY").endpoint("BASE_URL").build();
                        analytics.enqueue(TrackMessage.builder("Order Completed")
                            .userId("1001")
                            .properties(Map.of("order_id", "7", "total", 42.5, "currency", "EUR")));
                        analytics.flush();
                        analytics.shutdown();
                        """),
                new Snippet("python", "Python (segment-analytics-python)", """
                        import segment.analytics as analytics

                        analytics.write_key = 'WRITE_KEY'
                        analytics.host = 'BASE_URL'
                        analytics.track('1001', 'Order Completed',
                                        {'order_id': '7', 'total': 42.5, 'currency': 'EUR'})
                        analytics.flush()
                        """),
                new Snippet("rudder-node", "Node (@rudderstack/rudder-sdk-node)", """
                        import RudderAnalytics from '@rudderstack/rudder-sdk-node'

                        const analytics = new RudderAnalytics('WRITE_KEY', { dataPlaneUrl: 'BASE_URL' })
                        analytics.track({ userId: '1001', event: 'Order Completed',
                          properties: { order_id: '7', total: 42.5, currency: 'EUR' } })
                        analytics.flush()
                        """),
                new Snippet("rudder-java", "Java (com.rudderstack.sdk.java.analytics)", """
                        RudderAnalytics analytics =
                            RudderAnalytics.builder("WRITE_KEY").setDataPlaneUrl("BASE_URL").build();
                        analytics.enqueue(TrackMessage.builder("Order Completed")
                            .userId("1001")
                            .properties(Map.of("order_id", "7", "total", 42.5, "currency", "EUR")));
                        analytics.flush();
                        analytics.shutdown();
                        """));
    }

    private static List<Snippet> browser() {
        return List.of(
                new Snippet("fetch", "fetch", """
                        fetch('BASE_URL/v1/track', {
                          method: 'POST',
                          keepalive: true,
                          body: JSON.stringify({
                            writeKey: 'WRITE_KEY',
                            messageId: crypto.randomUUID(),
                            anonymousId: localStorage.visitor ??= crypto.randomUUID(),
                            event: 'Product Viewed',
                            properties: { name: 'Cup' }
                          })
                        })
                        """),
                new Snippet("beacon", "sendBeacon, when a page is left", """
                        addEventListener('pagehide', () => navigator.sendBeacon('BASE_URL/v1/page', JSON.stringify({
                          writeKey: 'WRITE_KEY',
                          messageId: crypto.randomUUID(),
                          anonymousId: localStorage.visitor ??= crypto.randomUUID(),
                          name: document.title,
                          properties: { url: location.href }
                        })))
                        """),
                new Snippet("analytics-js", "analytics.js (@segment/analytics-next)", """
                        import { AnalyticsBrowser } from '@segment/analytics-next'

                        const analytics = AnalyticsBrowser.load({
                          writeKey: 'WRITE_KEY',
                          cdnSettings: { integrations: { 'Segment.io': { apiKey: 'WRITE_KEY' } } }
                        }, { integrations: { 'Segment.io': { apiHost: 'HOST/v1', protocol: 'PROTOCOL' } } })
                        analytics.page()
                        """));
    }
}
