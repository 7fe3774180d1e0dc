package io.serai.registry.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.intake.Paging;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.registry.ImportReport;
import io.serai.registry.Merchant;
import io.serai.registry.MerchantTerminal;
import io.serai.registry.Registry;
import io.serai.registry.RegistryImport;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Merchants and terminals for operators. */
@RestController
@RequestMapping("/v1/ops")
class RegistryController {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryController.class);
  private static final int MOST = 1_000;
  private static final long LONGEST_FILE_BYTES = 64L * 1024 * 1024;

  private final Registry registry;
  private final RegistryImport imports;

  RegistryController(Registry registry, RegistryImport imports) {
    this.registry = registry;
    this.imports = imports;
  }

  /**
   * Some merchants, by tenant and id.
   *
   * @param merchants the merchants
   * @param next what to send as {@code after} for those that follow, or null if there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Merchants(List<Merchant> merchants, @Nullable String next) {}

  /**
   * Some terminals, by id.
   *
   * @param terminals the terminals
   * @param next what to send as {@code after} for those that follow, or null if there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Terminals(List<MerchantTerminal> terminals, @Nullable String next) {}

  /** All merchants, or a tenant's. */
  @GetMapping("/merchants")
  Merchants merchants(
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "100") int limit) {
    List<Merchant> found = registry.merchants(tenant, after, Paging.limit(limit, MOST));
    Merchant last = found.size() < limit ? null : found.get(found.size() - 1);
    return new Merchants(found, last == null ? null : last.tenant() + "/" + last.id());
  }

  /** The merchant of an id, of each tenant that has one. */
  @GetMapping("/merchants/{id}")
  Map<String, List<Merchant>> merchant(@PathVariable String id) {
    return Map.of("merchants", registry.merchant(id));
  }

  /** A merchant's terminals. */
  @GetMapping("/merchants/{id}/terminals")
  Terminals terminalsOf(
      @PathVariable String id,
      @RequestParam String tenant,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "100") int limit) {
    List<MerchantTerminal> found =
        registry.terminalsOf(tenant, id, after, Paging.limit(limit, MOST));
    return new Terminals(found, found.size() < limit ? null : found.get(found.size() - 1).id());
  }

  /** The terminal of an id, of each merchant that has one. */
  @GetMapping("/terminals/{id}")
  Map<String, List<MerchantTerminal>> terminal(@PathVariable String id) {
    return Map.of("terminals", registry.terminal(id));
  }

  /** Imports a CSV file, which is the body; the log says who did. */
  @PostMapping(path = "/registry/import", consumes = "text/csv")
  ImportReport read(HttpServletRequest request, Principal operator) throws IOException {
    if (request.getContentLengthLong() > LONGEST_FILE_BYTES) {
      throw tooLarge();
    }
    ImportReport report =
        imports.read(new BoundedStream(request.getInputStream(), LONGEST_FILE_BYTES));
    LOG.info(
        "{} imported merchants and terminals: {} of {} lines kept",
        operator.getName(),
        report.kept(),
        report.lines());
    return report;
  }

  static SeraiException tooLarge() {
    return new SeraiException(
        ErrorCode.BODY_TOO_LARGE,
        "the file is longer than " + LONGEST_FILE_BYTES + " bytes; import it in parts");
  }
}
