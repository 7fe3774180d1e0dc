package io.serai.routing.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.payment.AlarmRaised;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.routing.RoutingSettings;
import io.serai.routing.check.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Puts edited files in the place of the active set: a copy is checked, its tests run, it is loaded,
 * and only then it takes exchanges. Whatever fails leaves the active set untouched. A new set that
 * is clearly worse than the one before is taken back. Thread-safe; one replacement at a time.
 */
final class Replacement {

  private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

  private final RoutingSettings settings;
  private final RouteSets sets;
  private final RouteSwitch routes;
  private final SetCopies copies;
  private final Candidates candidates;
  private final SetChanges changes;
  private final Proving proving;
  private final ApplicationEventPublisher alarms;
  private @Nullable FolderWatch watch;
  private volatile List<String> restartNeeded = List.of();
  private volatile @Nullable SetChange refused;
  private ProcessFiles atStart = ProcessFiles.NONE;

  Replacement(
      RoutingSettings settings,
      RouteSets sets,
      RouteSwitch routes,
      SetCopies copies,
      Candidates candidates,
      SetChanges changes,
      MeterRegistry meters,
      ApplicationEventPublisher alarms,
      Clock clock) {
    this.settings = settings;
    this.sets = sets;
    this.routes = routes;
    this.copies = copies;
    this.candidates = candidates;
    this.changes = changes;
    this.proving = new Proving(meters, clock, settings.routes().watch());
    this.alarms = alarms;
    meters.gauge("serai.routes.refused", this, now -> now.refused == null ? 0 : 1);
  }

  /** The folders that people edit. */
  Folders edited() {
    return new Folders(settings.routes().folder(), settings.kamelets().folder());
  }

  /** The files of the first set; a copy where they may be edited later. */
  synchronized SetFiles first() {
    Folders edited = edited();
    if (settings.routes().replace() == RoutingSettings.Replace.OFF) {
      return SetFiles.read(edited, settings.roles());
    }
    watch = new FolderWatch(new FolderTree(edited), settings.routes().settle(), System::nanoTime);
    Folders copy = copy(edited);
    atStart = ProcessFiles.of(copy);
    return SetFiles.read(copy, settings.roles());
  }

  /** Looks whether files were edited, and whether the active set is worse than the one before. */
  synchronized void look() {
    takeBackIfWorse();
    FolderWatch watching = watch;
    if (watching == null) {
      return;
    }
    Optional<String> changed = watching.changed();
    if (changed.isPresent()) {
      Folders copy = unchangedCopy(changed.get());
      if (copy == null) {
        watching.again();
      } else {
        replace(copy);
      }
    }
  }

  /** A copy of just what was seen at rest; null if somebody has written meanwhile. */
  private @Nullable Folders unchangedCopy(String seen) {
    try {
      Folders copy = copies.take(edited());
      if (new FolderTree(copy).fingerprint().filter(seen::equals).isPresent()) {
        return copy;
      }
      copies.drop(copy);
    } catch (IOException | UncheckedIOException e) {
      LOG.info("The routes changed while they were copied: {}", e.getMessage());
    }
    return null;
  }

  private void replace(Folders copy) {
    restartNeeded = atStart.differing(ProcessFiles.of(copy));
    RouteSet before = routes.active();
    List<String> problems = new ArrayList<>(candidates.problems(copy, edited()));
    RouteSet set = problems.isEmpty() ? opened(copy, edited(), problems) : null;
    if (set == null) {
      copies.drop(copy);
      changes.note("refused", null, null, problems);
      refused = changes.latest().get(0);
      return;
    }
    refused = null;
    if (set == before) {
      return;
    }
    proving.begin(set, before);
    sets.activate(set);
    changes.note("activated", set.hash(), null, List.of("the files were edited"));
  }

  private @Nullable RouteSet opened(Folders copy, Folders edited, List<String> problems) {
    try {
      return sets.open(SetFiles.read(copy, settings.roles()));
    } catch (RuntimeException e) {
      problems.add(Candidates.named(Candidates.innermost(e), copy, edited));
      return null;
    }
  }

  private void takeBackIfWorse() {
    RouteSet active = routes.active();
    String why = proving.worse(active);
    if (active == null || why == null || sets.previous() == null) {
      return;
    }
    proving.end();
    RouteSet back = sets.goBack();
    changes.note("rolled_back", back.hash(), null, List.of("from " + active.hash() + ": " + why));
    refused = changes.latest().get(0);
    alarms.publishEvent(
        new AlarmRaised(
            "routes_rolled_back",
            active.hash(),
            "set of routes " + active.hash() + " gave way to " + back.hash() + ": " + why));
  }

  /** Goes back by hand, without waiting for a replacement that is being tested. */
  void goBack(String operator, String reason) {
    proving.end();
    String from = String.valueOf(active());
    RouteSet back = sets.goBack();
    changes.note("rolled_back", back.hash(), operator, List.of(reason, "from " + from));
  }

  private @Nullable String active() {
    RouteSet active = routes.active();
    return active == null ? null : active.hash();
  }

  /**
   * Loads the set of the canary's folder beside the active one.
   *
   * @throws SeraiException with {@link ErrorCode#STATE_CONFLICT} and every problem, if it cannot
   */
  synchronized void canary(int share, Set<String> merchants, String operator, String reason) {
    Path folder = settings.routes().canary();
    if (folder == null || !Files.isDirectory(folder.resolve("routes"))) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "there are no files to try: set serai.routes.canary to a folder that holds routes and"
              + " kamelets");
    }
    Folders edited = new Folders(folder.resolve("routes"), folder.resolve("kamelets"));
    Folders copy = copy(edited);
    List<String> problems = new ArrayList<>(candidates.problems(copy, edited));
    RouteSet set = problems.isEmpty() ? opened(copy, edited, problems) : null;
    if (set == null) {
      copies.drop(copy);
      changes.note("refused", null, operator, problems);
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT, "the canary is refused: " + String.join("; ", problems));
    }
    sets.beside(set, share, merchants);
    changes.note("canary", set.hash(), operator, List.of(reason));
  }

  /** Makes the canary the active set. */
  void promote(String operator, String reason) {
    RouteSet before = routes.active();
    RouteSet set = sets.promote();
    if (before != null) {
      proving.begin(set, before);
    }
    changes.note("promoted", set.hash(), operator, List.of(reason));
  }

  /** Ends the canary. */
  void dropCanary(String operator, String reason) {
    changes.note("dropped", sets.drop().hash(), operator, List.of(reason));
  }

  private Folders copy(Folders edited) {
    try {
      return copies.take(edited);
    } catch (IOException e) {
      throw new UncheckedIOException("the routes cannot be copied", e);
    }
  }

  @Nullable Comparison comparison() {
    return proving.now();
  }

  List<String> restartNeeded() {
    return restartNeeded;
  }

  /** Why the files as they are now are not active; null if they are. */
  @Nullable SetChange refused() {
    return refused;
  }
}
