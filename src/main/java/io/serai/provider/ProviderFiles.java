package io.serai.provider;

import io.serai.payment.SeraiException;
import io.serai.provider.answers.AnswersFile;
import io.serai.provider.internal.ProvidersFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads {@code providers.yaml} for whoever checks it without running anything. */
public final class ProviderFiles {

  /** How the name of a file ends that declares what the answers to a Kamelet are made of. */
  public static final String ANSWERS = AnswersFile.SUFFIX;

  private ProviderFiles() {}

  /**
   * The providers of a file by name.
   *
   * @param path the file
   * @param resolve fills in its {@code {{…}}}
   * @throws SeraiException naming the file, the place or field, and what is wrong with it
   */
  public static Map<String, ProviderDefinition> read(Path path, UnaryOperator<String> resolve) {
    return ProvidersFile.read(path, resolve);
  }

  /**
   * Looks for mistakes in such a file.
   *
   * @throws SeraiException naming the file, the place or field, and what is wrong with it
   */
  public static void checkAnswers(Path path) {
    AnswersFile.check(path);
  }
}
