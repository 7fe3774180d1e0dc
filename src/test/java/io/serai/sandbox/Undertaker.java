package io.serai.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A process that outlives a launcher which was killed, only to end what that left behind. It reads
 * lines {@code <pid> <signal>} from its standard input; where that ends without the line {@code
 * done}, it ends those processes, the last one first.
 */
public final class Undertaker {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private record Charge(ProcessHandle process, String signal) {}

  private Undertaker() {}

  /** Runs until its standard input ends. */
  public static void main(String[] args) throws IOException {
    Deque<Charge> charges = new ArrayDeque<>();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (line.equals("done")) {
        return;
      }
      String[] words = line.split(" ", -1);
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(words[0]));
      process.ifPresent(handle -> charges.push(new Charge(handle, words[1])));
    }
    charges.forEach(charge -> Signals.end(charge.process(), charge.signal(), PATIENCE));
  }
}
