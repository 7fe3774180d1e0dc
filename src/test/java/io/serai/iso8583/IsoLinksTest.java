package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.component.netty.ServerInitializerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.unit.DataSize;

/** {@code links.yaml}: what is shipped, what is assumed, and what is said about mistakes. */
class IsoLinksTest {

  @Test
  void theShippedLinkIsComplete() {
    assertThat(TerminalsDouble.shipped())
        .isEqualTo(
            new LinkConfig(
                "terminals",
                "acme",
                Framing.TWO_BYTE_BINARY,
                "iso87ascii",
                DataSize.ofKilobytes(4),
                true,
                Duration.ofMinutes(5)));
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
                Framing.TWO_BYTE_BINARY,
                "iso87ascii",
                LinkConfig.DEFAULT_MAX_FRAME,
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
                        + " reverse_lost_answers: maybe, late_window: soon, colour: red } }"))
        .isInstanceOf(SeraiException.class)
        .hasMessageContainingAll(
            "links.yaml",
            "links.Pos: a name is",
            "links.Pos.tenant: is missing",
            "links.Pos.framing: '4-byte' is none of 2-byte binary",
            "links.Pos.packager",
            "links.Pos.max_frame: '1GB' must be 20 to 65535 bytes",
            "links.Pos.reverse_lost_answers: 'maybe' is neither",
            "links.Pos.late_window: 'soon' is not a duration such as 5m",
            "links.Pos.colour: is not known");
  }

  @Test
  void aFileThatIsNotYamlOrNotThereIsToldByName(@TempDir Path folder) {
    assertThatThrownBy(() -> read(folder, "links: [")).hasMessageContaining("line ");
    assertThatThrownBy(() -> read(folder, "")).hasMessageContaining("links: must be the only key");
    assertThatThrownBy(() -> LinksFile.read(folder.resolve("none.yaml")))
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
    LinkInitializer terminals;
    try (var spring = new AnnotationConfigApplicationContext(Iso8583Configuration.class)) {
      terminals = spring.getBean("iso8583Terminals", LinkInitializer.class);
      assertThat(terminals.isReading()).isTrue();
    }
    assertThat(terminals.isReading()).isFalse();
  }

  @Test
  void eachLinkIsABean() {
    try (var spring = new AnnotationConfigApplicationContext(Iso8583Configuration.class)) {
      assertThat(spring.getBeansOfType(ServerInitializerFactory.class))
          .containsOnlyKeys("iso8583Terminals");
      assertThat(spring.containsBean("iso8583Request")).isTrue();
      assertThat(spring.containsBean("iso8583Answer")).isTrue();
      assertThat(spring.containsBean("iso8583Error")).isTrue();
    }
    assertThat(LinkBeans.beanName("pos-korea-2")).isEqualTo("iso8583PosKorea2");
  }

  private static Map<String, LinkConfig> read(Path folder, String text) throws IOException {
    return LinksFile.read(Files.writeString(folder.resolve("links.yaml"), text));
  }
}
