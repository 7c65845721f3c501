package valentine.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// TLS before a mail server that knows none: from the first byte, or by STARTTLS, with a certificate for "localhost".
public final class Veil implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final SSLContext tls;
    private final Way way;
    private final int behind;

    /// How the way to the server is protected.
    public enum Way {
        TLS,
        SMTP_STARTTLS,
        IMAP_STARTTLS
    }

    /// @param store as [#certificate] made it
    public Veil(Way way, Path store, int behind) throws IOException, GeneralSecurityException {
        this.way = way;
        this.behind = behind;
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        this.tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        Thread.ofVirtual().start(this::serve);
    }

    /// A certificate that nobody vouches for but who trusts this very file.
    public static Path certificate(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("localhost.p12");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "veil",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || !Files.exists(store))
            throw new IllegalStateException("keytool made no certificate");
        return store;
    }

    /// What a class says in a process of its own; it trusts the store where one is given.
    public static String said(Class<?> main, List<String> options, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) command.add(argument.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    public static List<String> trusting(Path store) {
        return List.of("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                Thread.ofVirtual().start(() -> talk(caller));
            } catch (IOException _) {
                // The test is over.
            }
        }
    }

    private void talk(Socket caller) {
        try (caller;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            if (way != Way.TLS) {
                openly(caller);
                // Its greeting stood before the veil.
                line(server.getInputStream());
            }
            SSLSocket veiled = (SSLSocket) tls.getSocketFactory().createSocket(caller, null, caller.getPort(), true);
            veiled.setUseClientMode(false);
            veiled.startHandshake();
            Thread back = Thread.ofVirtual().start(() -> pipe(server, veiled));
            pipe(veiled, server);
            back.join();
        } catch (IOException | InterruptedException _) {
            // One of them hung up.
        }
    }

    private void openly(Socket caller) throws IOException {
        OutputStream out = caller.getOutputStream();
        boolean mails = way == Way.SMTP_STARTTLS;
        say(out, mails ? "220 veil" : "* OK veil");
        while (true) {
            String line = line(caller.getInputStream()).toUpperCase(Locale.ROOT);
            String tag = line.split(" ", 2)[0];
            if (mails && line.startsWith("EHLO")) say(out, "250-veil\r\n250 STARTTLS");
            else if (line.endsWith("CAPABILITY"))
                say(out, "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n" + tag + " OK");
            else if (line.endsWith("STARTTLS")) {
                say(out, mails ? "220 go" : tag + " OK go");
                return;
            } else say(out, mails ? "530 STARTTLS first" : tag + " NO STARTTLS first");
        }
    }

    private static void pipe(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One of them hung up.
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new IOException("It hung up");
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
