package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.payment.TerminalGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with certificates on both sides, from PKCS #12 and from PEM, over real sockets. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class TlsLinkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PASSWORD = "of this test";

  private static final EntryDouble.Set NETWORK =
      (entry, exchange, done) -> {
        Samples.answer(exchange, "00");
        done.run();
      };

  private Path folder;

  @BeforeAll
  void certificates(@TempDir Path temporary) throws Exception {
    folder = temporary;
    for (String name : List.of("host", "hub", "stranger", "elsewhere")) {
      keytool(
          "-genkeypair",
          "-alias",
          name,
          "-keyalg",
          "EC",
          "-dname",
          "CN=" + name,
          "-ext",
          name.equals("elsewhere") ? "san=dns:elsewhere.example" : "san=ip:127.0.0.1",
          "-keystore",
          store(name).toString());
      keytool(
          "-exportcert",
          "-rfc",
          "-alias",
          name,
          "-keystore",
          store(name).toString(),
          "-file",
          folder.resolve(name + ".pem").toString());
      exportKey(name);
    }
  }

  @Test
  void aLinkDialsWithItsCertificateAndIsAskedBehindIt() throws Exception {
    try (NetworkHost host = NetworkHost.behind(hostsTls().server());
        DialedLink hub =
            DialedLink.to(
                host,
                "tls: { key_store: %s, password: %s, trust: %s }"
                    .formatted(store("hub"), PASSWORD, folder.resolve("host.pem")))) {
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      IsoMessage answer =
          hub.send(Samples.request("0100", 1).build()).orTimeout(30, TimeUnit.SECONDS).join();
      assertThat(answer.field(39)).isEqualTo("00");
    }
  }

  @Test
  void pemFilesDoTheSame() throws Exception {
    try (NetworkHost host = NetworkHost.behind(hostsTls().server());
        DialedLink hub = DialedLink.to(host, pem("hub", "host"))) {
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      assertThat(host.signals("001")).isEqualTo(1);
    }
  }

  @Test
  void aStrangerIsRefusedOnEitherSideAndNothingIsSent() throws Exception {
    try (NetworkHost host = NetworkHost.behind(hostsTls().server());
        DialedLink stranger = DialedLink.to(host, pem("stranger", "host"));
        DialedLink misled = DialedLink.to(host, pem("hub", "stranger"))) {
      await().atMost(PATIENCE).until(() -> host.accepted() > 6);
      assertThat(stranger.up() + misled.up()).isZero();
      assertThat(host.requests()).isEmpty();
    }
  }

  @Test
  void aHostUnderAnotherNameIsRefusedUnlessTheLinkSaysThatNamesDoNotCount() throws Exception {
    try (NetworkHost host = NetworkHost.behind(tls("elsewhere").server())) {
      try (DialedLink careful = DialedLink.to(host, pem("hub", "elsewhere"))) {
        await().atMost(PATIENCE).until(() -> host.accepted() > 3);
        assertThat(careful.up()).isZero();
        assertThat(host.requests()).isEmpty();
      }
      String trusting = pem("hub", "elsewhere").replace(" }", ", verify_host: false }");
      try (DialedLink hub = DialedLink.to(host, trusting)) {
        await().atMost(PATIENCE).until(() -> hub.up() == 1);
        assertThat(host.signals("001")).isEqualTo(1);
      }
    }
  }

  @Test
  void aListeningLinkRefusesWhoHasNoCertificateOrAStrangers() throws Exception {
    String nameless = "tls: { trust: %s }".formatted(folder.resolve("host.pem"));
    AtomicInteger asked = new AtomicInteger();
    EntryDouble.Set counting =
        (entry, exchange, done) -> {
          asked.incrementAndGet();
          NETWORK.decide(entry, exchange, done);
        };
    try (TerminalsDouble terminals = listening(counting)) {
      for (String peer : List.of(nameless, pem("stranger", "host"))) {
        AtomicInteger refusals = new AtomicInteger();
        try (DialedLink hub = new DialedLink(terminals.port, peer, NETWORK)) {
          hub.link.watcher(
              new LinkWatcher() {
                @Override
                public void problem(String problem) {
                  refusals.incrementAndGet();
                }
              });
          await().atMost(PATIENCE).until(() -> refusals.get() > 3);
          assertThat(hub.up()).isZero();
        }
      }
      assertThat(asked).hasValue(0);
    }
  }

  private TerminalsDouble listening(EntryDouble.Set set) {
    LinkConfig config =
        TestLinks.parse(
                "links: { terminals: { tenant: acme, address: \"127.0.0.1:0\", %s } }"
                    .formatted(pem("host", "hub")))
            .get("terminals");
    return new TerminalsDouble(set, Objects.requireNonNull(config));
  }

  @Test
  void aListeningLinkAsksForCertificatesToo() throws Exception {
    try (TerminalsDouble terminals = listening(NETWORK)) {
      try (DialedLink hub = new DialedLink(terminals.port, pem("hub", "host"), NETWORK)) {
        await().atMost(PATIENCE).until(() -> hub.up() == 1);
      }
      try (RawTerminal plain = new RawTerminal(terminals.port)) {
        plain.sendFrame("08000020000000000000" + "000079");
        // An alert, then the end.
        assertThat(plain.readsUntilClosed()).isTrue();
      }
    }
  }

  /** S3.9: what a peer's certificate is, its merchants and terminals are asked by. */
  @Test
  void aRegisteredTerminalIsKnownByItsConnectionsCertificate() throws Exception {
    List<TerminalGate.Proof> shown = new CopyOnWriteArrayList<>();
    TerminalGate gate =
        requester -> {
          shown.add(requester.proof());
          return CompletableFuture.completedFuture(TerminalGate.Admission.FULL);
        };
    LinkConfig config =
        TestLinks.parse(
                "links: { terminals: { tenant: acme, address: \"127.0.0.1:0\", registry: required, %s } }"
                    .formatted(pem("host", "hub")))
            .get("terminals");
    EntryDouble.Set set =
        (entry, exchange, done) -> {
          Samples.answer(exchange, entry.equals("network") ? "00" : "51");
          done.run();
        };
    try (TerminalsDouble terminals =
            new TerminalsDouble(set, Objects.requireNonNull(config), gate);
        DialedLink hub = new DialedLink(terminals.port, pem("hub", "host"), NETWORK)) {
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      IsoMessage answer =
          hub.send(Samples.request("0100", 1).build()).orTimeout(30, TimeUnit.SECONDS).join();
      assertThat(answer.field(39)).isEqualTo("51");
    }
    byte[] certificate =
        KeyStore.getInstance(store("hub").toFile(), PASSWORD.toCharArray())
            .getCertificate("hub")
            .getEncoded();
    String sha256 =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    assertThat(shown).containsExactly(new TerminalGate.ByCertificate(sha256));
  }

  private LinkTls hostsTls() {
    return tls("host");
  }

  private LinkTls tls(String name) {
    return new LinkTls(null, null, store(name), folder.resolve("hub.pem"), PASSWORD, true);
  }

  private String pem(String own, String trusted) {
    return "tls: { certificate: %s, key: %s, trust: %s }"
        .formatted(
            folder.resolve(own + ".pem"),
            folder.resolve(own + ".key"),
            folder.resolve(trusted + ".pem"));
  }

  private Path store(String name) {
    return folder.resolve(name + ".p12");
  }

  private void exportKey(String name) throws Exception {
    KeyStore store = KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
    Key key = store.getKey(name, PASSWORD.toCharArray());
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    Files.writeString(
        folder.resolve(name + ".key"),
        "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
  }

  private void keytool(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Path log = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool: " + Files.readString(log));
    }
  }
}
