package io.serai.issuing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.issuing.CardProgram;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.RouteSetActivated;
import io.serai.payment.RouteSetClosed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each set of routes has the programs of its own file. */
@SuppressWarnings("NullAway.Init")
class ProgramsOfSetsTest {

  @TempDir Path folder;

  private final ProgramsOfSets programs = new ProgramsOfSets();

  @Test
  void theActiveSetSaysWhatHoldsAndAnOlderOneWhatItBegan() throws IOException {
    load("a", 12);
    load("b", 24);
    assertThat(programs.current("prepaid")).isEmpty();
    programs.activated(new RouteSetActivated("a"));
    assertThat(months(programs.current("prepaid"))).isEqualTo(12);
    programs.activated(new RouteSetActivated("b"));
    assertThat(months(programs.current("prepaid"))).isEqualTo(24);
    assertThat(months(programs.find("a", "prepaid"))).isEqualTo(12);
    assertThat(programs.find("a", "other")).isEmpty();

    programs.activated(new RouteSetActivated("a"));
    programs.closed(new RouteSetClosed("b"));
    assertThat(months(programs.current("prepaid"))).isEqualTo(12);
    assertThat(months(programs.find("b", "prepaid"))).isEqualTo(12);
  }

  @Test
  void aNumberBelongsToTheProgramOfItsBin() throws IOException {
    load("a", 12);
    programs.activated(new RouteSetActivated("a"));
    assertThat(months(programs.ofNumber("a", "93920012"))).isEqualTo(12);
    assertThat(months(programs.ofNumber("gone", "93920012"))).isEqualTo(12);
    assertThat(programs.ofNumber("a", "93920112")).isEmpty();
    assertThat(programs.ofNumber("a", "")).isEmpty();
  }

  @Test
  void aSetWithoutTheFileHasNoPrograms() throws IOException {
    load("a", 12);
    programs.activated(new RouteSetActivated("a"));
    programs.configure(context("none", Files.createDirectories(folder.resolve("none"))));
    programs.activated(new RouteSetActivated("none"));
    assertThat(programs.current("prepaid")).isEmpty();
    assertThat(programs.find("none", "prepaid")).isEmpty();
    // The context of the entries belongs to no set.
    programs.configure(new DefaultCamelContext());
  }

  @Test
  void aSetWithAMistakeIsNotLoaded() {
    assertThatThrownBy(() -> load("a", 0))
        .hasMessageEndingWith(
            "programs[1].validity_months: '0' does not fit; write a whole number from 1 to 240");
    assertThat(programs.find("a", "prepaid")).isEmpty();
  }

  private void load(String hash, int months) throws IOException {
    Path own = Files.createDirectories(folder.resolve(hash));
    Files.writeString(
        own.resolve("issuing.yaml"),
        """
        programs:
          - name: prepaid
            tenant: acme
            currency: JPY
            zone: Asia/Tokyo
            bins: ["939200"]
            validity_months: "{{months.of.a.test:%d}}"
            rules:
              - { name: status, kind: status }
              - { name: expiry, kind: expiry }
              - { name: funds, kind: funds }
        """
            .formatted(months));
    programs.configure(context(hash, own));
  }

  private static DefaultCamelContext context(String hash, Path folder) {
    DefaultCamelContext context = new DefaultCamelContext();
    context.getGlobalOptions().put(ExchangeKeys.SET_HASH, hash);
    context.getGlobalOptions().put(ExchangeKeys.SET_FOLDER, folder.toString());
    return context;
  }

  private static int months(Optional<CardProgram> program) {
    return program.orElseThrow().issue().validityMonths();
  }
}
