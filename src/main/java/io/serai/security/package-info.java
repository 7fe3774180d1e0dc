/** Credentials: API keys of tenants, operators and their roles. */
@ApplicationModule(allowedDependencies = {"payment", "upkeep"})
@NullMarked
package io.serai.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
