package valentine.duplicate;

import java.util.List;
import java.util.Map;
import valentine.customer.CustomerId;

/// What we were told of a customer, as it was told.
///
/// @param company empty where we know none
/// @param traits by their names in lower case without spaces and signs
record Told(
        CustomerId customer,
        String name,
        String company,
        List<String> emails,
        List<String> phones,
        Map<String, String> traits) {
    private static final List<String> BIRTH = List.of("birthday", "birthdate", "dateofbirth", "dob", "born");
    private static final List<String> POSTCODE = List.of("postcode", "postalcode", "zip", "zipcode", "plz");
    private static final List<String> CITY = List.of("city", "town");
    private static final List<String> STREET =
            List.of("street", "streetaddress", "address", "address1", "addressline1");

    Told {
        emails = List.copyOf(emails);
        phones = List.copyOf(phones);
        traits = Map.copyOf(traits);
    }

    String birth() {
        return first(BIRTH);
    }

    String postcode() {
        return first(POSTCODE);
    }

    String city() {
        return first(CITY);
    }

    String street() {
        return first(STREET);
    }

    /// The name of a trait as it is looked up here.
    static String key(String trait) {
        StringBuilder key = new StringBuilder(trait.length());
        for (int i = 0; i < trait.length(); i++) {
            char c = trait.charAt(i);
            if (Character.isLetterOrDigit(c)) key.append(Character.toLowerCase(c));
        }
        return key.toString();
    }

    private String first(List<String> names) {
        for (String name : names) {
            String value = traits.get(name);
            if (value != null && !value.isBlank()) return value;
        }
        return "";
    }
}
