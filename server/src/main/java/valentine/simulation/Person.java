package valentine.simulation;

/// Who a customer is; `company` is empty for private people, e-mail and phone where we do not know them.
record Person(String id, String name, String email, String phone, String company, String country, String city) {
    Person {
        if (id.isBlank() || name.isBlank()) throw new IllegalArgumentException("A person needs an id and a name");
    }
}
