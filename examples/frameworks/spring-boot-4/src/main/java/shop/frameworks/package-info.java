/** A small service in Spring Boot 4.0, which knows nothing of Weft. */
package shop.frameworks;
