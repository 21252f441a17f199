/** A small service in Spring Boot 3.5, which knows nothing of Weft. */
package shop.frameworks;
