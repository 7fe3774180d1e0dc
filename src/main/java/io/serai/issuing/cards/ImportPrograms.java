package io.serai.issuing.cards;

import io.serai.issuing.CardProgram;
import io.serai.issuing.rules.IssuingFile;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The card programs of a folder of routes, for whoever runs no hub: an import by command. */
public final class ImportPrograms {

  private static final String NAME = "issuing.yaml";
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\{\\??([^{}:]+)(?::([^{}]*))?\\}\\}");

  private ImportPrograms() {}

  /**
   * The programs of a folder of routes, by name, as the hub reads them.
   *
   * @throws SeraiException naming the file and what is wrong
   */
  public static Map<String, CardProgram> of(Path routes) {
    Path file = routes.resolve(NAME);
    if (!Files.isReadable(file)) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          file + ": cannot be read; name the folder of routes with --routes");
    }
    return IssuingFile.read(routes, text -> filled(text, System::getenv));
  }

  /** With what the environment says, or the value after the colon; the rest stays and is told. */
  static String filled(String text, UnaryOperator<@Nullable String> environment) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> {
              String name = found.group(1).trim().toUpperCase(Locale.ROOT);
              String said = environment.apply(name.replace("-", "").replace('.', '_'));
              String value = said == null ? found.group(2) : said;
              return Matcher.quoteReplacement(value == null ? found.group() : value);
            });
  }
}
