package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.SeraiException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.unit.DataSize;

/** {@code links.yaml}: what is shipped, what is assumed, and what is said about mistakes. */
class IsoLinksTest {

  private static final LinkFormat FORMAT =
      new LinkFormat(
          Framing.TWO_BYTE_BINARY,
          KeepAlive.REFUSE,
          DataSize.ofKilobytes(4),
          Duration.ofSeconds(10),
          MessageHeader.NONE,
          "iso87ascii",
          null);

  @Test
  void theShippedLinkIsComplete() {
    LinkConfig terminals = TerminalsDouble.shipped();
    assertThat(terminals.peer().mode()).isEqualTo(LinkMode.LISTEN);
    assertThat(terminals.peer().addresses()).hasSize(1);
    assertThat(terminals.tenant()).isEqualTo("acme");
    assertThat(terminals.format()).isEqualTo(FORMAT);
    assertThat(terminals.reverseLostAnswers()).isTrue();
    assertThat(terminals.lateWindow()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void onlyTheTenantHasNoDefault(@TempDir Path folder) throws IOException {
    Map<String, LinkConfig> links = read(folder, "links: { pos-1: { tenant: acme } }");
    assertThat(links)
        .containsEntry(
            "pos-1",
            new LinkConfig(
                "pos-1",
                "acme",
                new LinkPeer(
                    LinkMode.LISTEN,
                    List.of(),
                    10_000,
                    List.of(),
                    null,
                    Duration.ofSeconds(5),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30)),
                FORMAT,
                new LinkSession(Edition.V1987, false, Duration.ZERO, Duration.ofSeconds(10)),
                new LinkRequests(
                    2048,
                    4096,
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(2),
                    new Matching(List.of(List.of(11), List.of(7), List.of(41, 32))),
                    Forwards.NOTHING),
                true,
                LinkConfig.DEFAULT_LATE_WINDOW));
  }

  @Test
  void allMistakesAreToldAtOnceWithTheirFields(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                read(
                    folder,
                    "links: { Pos: { framing: 4-byte, packager: ../x, max_frame: 1GB,"
                        + " reverse_lost_answers: maybe, registry: maybe, late_window: soon, colour: red } }"))
        .isInstanceOf(SeraiException.class)
        .hasMessageContainingAll(
            "links.yaml",
            "links.Pos: a name is",
            "links.Pos.tenant: is missing",
            "links.Pos.framing: '4-byte' is none of 2-byte binary",
            "links.Pos.packager",
            "links.Pos.max_frame: '1GB' must be 20 to 65535 bytes",
            "links.Pos.reverse_lost_answers: 'maybe' is neither",
            "links.Pos.registry: 'maybe' is neither required nor off",
            "links.Pos.late_window: 'soon' is not a duration such as 5m",
            "links.Pos.colour: is not known");
  }

  @Test
  void aFileThatIsNotYamlOrNotThereIsToldByName(@TempDir Path folder) {
    assertThatThrownBy(() -> read(folder, "links: [")).hasMessageContaining("line ");
    assertThatThrownBy(() -> read(folder, "")).hasMessageContaining("links: must be the only key");
    assertThatThrownBy(() -> LinksFile.read(folder.resolve("none.yaml"), text -> text))
        .hasMessageContaining("serai.routes.folder");
    assertThatThrownBy(() -> Packager.named("none", folder))
        .hasMessageContaining("packager 'none' is neither");
  }

  @Test
  void aPackagerBesideTheKameletsComesFirst(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("iso87ascii.xml"), "not a packager");
    assertThatThrownBy(() -> Packager.named("iso87ascii", folder))
        .hasMessageContaining("packager 'iso87ascii' cannot be read");
  }

  @Test
  void aLinkStopsReadingWhenTheHubBeginsToStop() {
    Link terminals;
    try (var spring = new AnnotationConfigApplicationContext(Iso8583Configuration.class)) {
      terminals = spring.getBean(Links.class).link("terminals");
      assertThat(terminals.isReading()).isTrue();
      assertThat(spring.containsBean("iso8583Request")).isTrue();
      assertThat(spring.containsBean("iso8583Answer")).isTrue();
      assertThat(spring.containsBean("iso8583Error")).isTrue();
    }
    assertThat(terminals.isReading()).isFalse();
  }

  @Test
  void aDialedLinkSignsOnAndEchoesUnlessItSaysOtherwise(@TempDir Path folder) throws IOException {
    LinkConfig network =
        Objects.requireNonNull(
            read(
                    folder,
                    """
                    links:
                      network:
                        tenant: acme
                        mode: dial
                        address: [a.example.com:7000, "[::1]:7001"]
                        connections: 2
                        allowed_sources: [10.1.0.0/16, "fd00::/8", 192.0.2.1]
                        edition: "1993"
                        match: [11, 7]
                    """)
                .get("network"));
    assertThat(network.peer().addresses())
        .extracting(InetSocketAddress::getHostString)
        .containsExactly("a.example.com", "::1");
    assertThat(network.peer().connections()).isEqualTo(2);
    assertThat(network.session())
        .isEqualTo(
            new LinkSession(Edition.V1993, true, Duration.ofSeconds(60), Duration.ofSeconds(10)));
    assertThat(network.requests().match().fields()).containsExactly(List.of(11), List.of(7));
    Network internal = network.peer().allowed().get(0);
    assertThat(internal.has(new InetSocketAddress("10.1.2.3", 1))).isTrue();
    assertThat(internal.has(new InetSocketAddress("10.2.2.3", 1))).isFalse();
  }

  @Test
  void mistakesOfAConnectionAreToldWithTheirMend(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                read(
                    folder,
                    """
                    links:
                      network:
                        tenant: acme
                        mode: both
                        address: example.com
                        connections: 0
                        allowed_sources: [10.1.0.0/99, everybody]
                        edition: 2003
                        sign_on: maybe
                        echo: often
                        timeout: 0s
                        match: 7
                        forward: [52, 55]
                        tls: { certificate: no-such.pem, password: "do not print", colour: red }
                    """))
        .hasMessageContainingAll(
            "links.network.mode: 'both' is none of listen, dial",
            "links.network.address: 'example.com' is not host:port",
            "links.network.connections: '0' must be a whole number from 1",
            "links.network.allowed_sources: '10.1.0.0/99' must be networks such as",
            "links.network.allowed_sources: 'everybody' must be",
            "links.network.edition: '2003' is none of 1987, 1993",
            "links.network.sign_on: 'maybe' is neither",
            "links.network.echo: 'often' is not a duration",
            "links.network.timeout: '0s' must be more than zero",
            "links.network.match: '7' must have field 11",
            "links.network.forward: '52' is none of 48, 55, 60, 61, 62, 63",
            "links.network.tls.certificate: 'no-such.pem' cannot be read",
            "links.network.tls.colour: is not known")
        .hasMessageNotContaining("do not print");
  }

  private static Map<String, LinkConfig> read(Path folder, String text) throws IOException {
    return LinksFile.read(Files.writeString(folder.resolve("links.yaml"), text), read -> read);
  }
}
