package io.serai.cli;

import io.serai.client.Call;
import io.serai.client.ClientSettings;
import io.serai.client.HubErrorException;
import io.serai.client.SeraiClient;
import io.serai.client.SeraiClientException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which running hub a command asks, as whom, and how its answer is told. */
@Command(
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It is done.",
      "1:The answer is no: declined, refused, or it contradicts what stands.",
      "2:Something is wrong in what was given: an option, a field, the API key, an id.",
      "3:It is not known yet. The same command with the same --key tells later.",
      "4:The hub did not answer. The same command with the same --key tells what became of it.",
      "5:The hub cannot just now; nothing was done. Try the same --key later."
    },
    footer = {
      "",
      "The API key is in the file of --api-key-file, in SERAI_API_KEY, or in the file that",
      "SERAI_API_KEY_FILE names; never on the command line, which others can read."
    })
final class HubOptions {

  @Option(
      names = "--hub",
      paramLabel = "URL",
      description = "The hub (or SERAI_HUB); ${DEFAULT-VALUE}.",
      defaultValue = "${env:SERAI_HUB:-http://localhost:8080}")
  private URI hub = URI.create("http://localhost:8080");

  // A file and not the key: what stands on a command line can be read by every user of the machine.
  @Option(names = "--api-key-file", paramLabel = "FILE", description = "The file with the API key.")
  private @Nullable Path keyFile;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "PT30S",
      description = "How long each try may take, such as PT30S.")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(
      names = "--tries",
      paramLabel = "N",
      defaultValue = "4",
      description = "How often it is sent, with one key, until it is answered; ${DEFAULT-VALUE}.")
  private int tries = 4;

  @Option(names = "--json", description = "Print the answer as JSON, an error too.")
  private boolean json;

  @Option(names = "--curl", description = "Send nothing; print the same request for curl.")
  private boolean curl;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /**
   * Sends a call and tells its answer.
   *
   * @param call makes it of what was given
   * @param exitCode of the answer
   * @return the exit code
   */
  <T> int send(Supplier<Call<T>> call, ToIntFunction<T> exitCode) {
    var print = new HubPrint(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
    try {
      Call<T> made = call.get();
      if (curl) {
        spec.commandLine().getOut().println(CurlLine.of(hub, made));
        return HubExit.DONE;
      }
      T answer = client().send(made);
      print.answer(answer);
      return exitCode.applyAsInt(answer);
    } catch (SeraiClientException e) {
      if (e instanceof HubErrorException said) {
        print.problem(said);
      } else {
        print.noAnswer(e);
      }
      return HubExit.of(e);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private SeraiClient client() {
    return new SeraiClient(ClientSettings.of(hub, apiKey()).withTimeout(timeout).withTries(tries));
  }

  private String apiKey() {
    String key = System.getenv("SERAI_API_KEY");
    String file = System.getenv("SERAI_API_KEY_FILE");
    if (keyFile != null) {
      return read("--api-key-file", keyFile);
    }
    if (key != null && !key.isBlank()) {
      return key.strip();
    }
    if (file != null && !file.isBlank()) {
      return read("SERAI_API_KEY_FILE", Path.of(file));
    }
    throw wrong(
        "no API key: put it into SERAI_API_KEY, or name its file with --api-key-file or"
            + " SERAI_API_KEY_FILE");
  }

  private String read(String name, Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw wrong(name + ": " + file + " cannot be read");
    }
  }

  ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
