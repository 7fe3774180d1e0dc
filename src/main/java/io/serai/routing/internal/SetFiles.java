package io.serai.routing.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.routing.check.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a set of routes and their content hash.
 *
 * @param folders where they are
 * @param kamelets the Kamelets, sorted
 * @param routes the route files of this process's roles, sorted
 * @param hash of all files of the set: routes, providers, caps, card programs, Kamelets
 */
record SetFiles(Folders folders, List<Path> kamelets, List<Path> routes, String hash) {

  private static final String ROUTE_SUFFIX = ".camel.yaml";
  private static final String KAMELET_SUFFIX = ".kamelet.yaml";
  private static final List<String> OPTIONAL =
      List.of("caps.yaml", "issuing.yaml", "order-prices.yaml");

  /** Reads the folders as they are now. */
  static SetFiles read(Folders folders, List<String> roles) {
    try {
      List<Path> routes = new ArrayList<>();
      for (String role : roles) {
        Path ofRole = folders.routes().resolve(role);
        if (Files.isDirectory(ofRole)) {
          routes.addAll(files(ofRole).stream().filter(SetFiles::isRoute).toList());
        }
      }
      if (routes.isEmpty()) {
        throw new SeraiException(
            ErrorCode.CONFIGURATION,
            "serai.routes.folder: "
                + folders.routes().toAbsolutePath()
                + " has no *.camel.yaml for the roles "
                + roles);
      }
      List<Path> kamelets =
          files(folders.kamelets()).stream()
              .filter(file -> file.getFileName().toString().endsWith(KAMELET_SUFFIX))
              .toList();
      return new SetFiles(folders, kamelets, routes, hash(folders, routes));
    } catch (IOException e) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          null,
          "serai.routes.folder, serai.kamelets.folder: " + e.getMessage() + " cannot be read",
          e);
    }
  }

  /** The files of entries, which belong to no set. */
  static List<Path> entries(Folders folders) {
    Path folder = folders.routes().resolve("entries");
    try {
      return Files.isDirectory(folder)
          ? files(folder).stream().filter(SetFiles::isRoute).toList()
          : List.of();
    } catch (IOException e) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION, null, folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The packagers of links, which belong to no set either. */
  static List<Path> packagers(Folders folders) {
    try {
      return files(folders.kamelets()).stream()
          .filter(file -> file.toString().endsWith(".xml"))
          .filter(file -> !file.toString().endsWith(".beanio.xml")) // a set's own
          .toList();
    } catch (IOException e) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION, null, folders.kamelets() + " cannot be read", e);
    }
  }

  private static boolean isRoute(Path file) {
    return file.getFileName().toString().endsWith(ROUTE_SUFFIX);
  }

  // A mounted ConfigMap keeps its real files in hidden folders beside the links to them.
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static String hash(Folders folders, List<Path> routes) throws IOException {
    List<Path> all = new ArrayList<>(routes);
    all.add(folders.routes().resolve("providers.yaml"));
    for (String name : OPTIONAL) {
      Path file = folders.routes().resolve(name);
      if (Files.exists(file)) {
        all.add(file);
      }
    }
    Path kamelets = folders.kamelets();
    String both = ContentHash.of(folders.routes(), all) + ContentHash.of(kamelets, files(kamelets));
    return ContentHash.of(both);
  }
}
