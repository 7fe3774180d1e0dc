package io.serai.routing.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.routing.RoutingSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a set of routes and their content hash.
 *
 * @param kamelets the Kamelets, sorted
 * @param routes the route files of this process's roles, sorted
 * @param hash of all files of the set: routes, providers, caps, Kamelets
 */
record SetFiles(List<Path> kamelets, List<Path> routes, String hash) {

  private static final String ROUTE_SUFFIX = ".camel.yaml";
  private static final String KAMELET_SUFFIX = ".kamelet.yaml";
  private static final int HASH_BYTES = 6;

  static SetFiles read(RoutingSettings settings) {
    Path folder = settings.routes().folder();
    try {
      List<Path> routes = new ArrayList<>();
      for (String role : settings.roles()) {
        Path ofRole = folder.resolve(role);
        if (Files.isDirectory(ofRole)) {
          routes.addAll(files(ofRole).stream().filter(SetFiles::isRoute).toList());
        }
      }
      if (routes.isEmpty()) {
        throw new SeraiException(
            ErrorCode.CONFIGURATION,
            "serai.routes.folder: "
                + folder.toAbsolutePath()
                + " has no *.camel.yaml for the roles "
                + settings.roles());
      }
      List<Path> kamelets =
          files(settings.kamelets().folder()).stream()
              .filter(file -> file.getFileName().toString().endsWith(KAMELET_SUFFIX))
              .toList();
      return new SetFiles(kamelets, routes, hash(settings, routes));
    } catch (IOException e) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          null,
          "serai.routes.folder, serai.kamelets.folder: " + e.getMessage() + " cannot be read",
          e);
    }
  }

  static List<Path> entries(RoutingSettings settings) {
    Path folder = settings.routes().folder().resolve("entries");
    try {
      return Files.isDirectory(folder)
          ? files(folder).stream().filter(SetFiles::isRoute).toList()
          : List.of();
    } catch (IOException e) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION, null, folder + " cannot be read: " + e.getMessage(), e);
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

  private static String hash(RoutingSettings settings, List<Path> routes) throws IOException {
    List<Path> all = new ArrayList<>(routes);
    all.add(settings.routes().folder().resolve("providers.yaml"));
    Path caps = settings.routes().folder().resolve("caps.yaml");
    if (Files.exists(caps)) {
      all.add(caps);
    }
    all.addAll(files(settings.kamelets().folder()));
    MessageDigest digest = sha256();
    for (Path file : all) {
      digest.update(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
