package io.serai.testkit;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Drops what a test class has made in the shared server: each database is six hundred files, and
 * all of them together take minutes to delete at the end, and gigabytes until then. Found by JUnit
 * itself.
 */
public final class DropDatabases implements AfterAllCallback {

  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getRequiredTestClass().getEnclosingClass() == null) {
      TestPostgres.dropShared();
    }
  }
}
