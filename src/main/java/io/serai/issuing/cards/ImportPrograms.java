package io.serai.issuing.cards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.issuing.AuthorizationRules;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardProgram.HoldTimes;
import io.serai.issuing.CardProgram.StandIn;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an import has to know of the card programs of {@code issuing.yaml}: whose they are, their
 * currency, zone and BINs. Their rules decide nothing here and are left alone.
 */
public final class ImportPrograms {

  private static final String NAME = "issuing.yaml";

  private ImportPrograms() {}

  /**
   * The programs of a folder of routes, by name.
   *
   * @throws SeraiException naming the file and what is wrong
   */
  public static Map<String, CardProgram> of(Path routes) {
    Path file = routes.resolve(NAME);
    if (!Files.isReadable(file)) {
      throw wrong(file, "cannot be read; name the folder of routes with --routes");
    }
    Map<String, CardProgram> programs = new LinkedHashMap<>();
    try {
      for (JsonNode entry : new YAMLMapper().readTree(Files.readString(file)).path("programs")) {
        CardProgram program = program(file, entry);
        programs.put(program.name(), program);
      }
    } catch (IOException e) {
      throw wrong(file, "is no YAML; see what 'serai routes check' says");
    }
    return programs;
  }

  private static CardProgram program(Path file, JsonNode entry) {
    List<String> bins = new ArrayList<>();
    entry.path("bins").forEach(bin -> bins.add(bin.asText()));
    try {
      return new CardProgram(
          entry.path("name").asText(),
          entry.path("tenant").asText(),
          Currency.of(entry.path("currency").asText()),
          ZoneId.of(entry.path("zone").asText()),
          bins,
          new Unasked(),
          new HoldTimes(Duration.ZERO, Map.of()),
          new StandIn(0, "91", false));
    } catch (SeraiException | DateTimeException e) {
      throw wrong(
          file,
          "a program has no currency or zone that can be; see what 'serai routes check' says");
    }
  }

  private static SeraiException wrong(Path file, String message) {
    return new SeraiException(ErrorCode.CONFIGURATION, file + ": " + message);
  }

  /** Nobody asks them during an import. */
  private static final class Unasked implements AuthorizationRules {
    @Override
    public Ruling rule(Snapshot seen, CardRequest request, long minor) {
      throw new UnsupportedOperationException("an import authorizes nothing");
    }

    @Override
    public Usage giveBack(CardAccount account, Hold hold, long minor, boolean whole) {
      throw new UnsupportedOperationException("an import authorizes nothing");
    }
  }
}
