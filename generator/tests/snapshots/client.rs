pub trait Api: Send + Sync {
    /// Rings a bell of a tower.
    ///
    /// `POST /towers/{towerId}/bells`
    ///
    /// # Errors
    ///
    /// [`Error::Documented`] whose body no document describes when the status is 400; see [`Error`] for the
    /// rest.
    fn ring_bell<'a>(
        &'a self,
        tower_id: &'a str,
        request: &'a super::Bell
    ) -> Answering<'a, Result<super::Bell, Error>>;
}

impl Api for Client {
    fn ring_bell<'a>(
        &'a self,
        tower_id: &'a str,
        request: &'a super::Bell
    ) -> Answering<'a, Result<super::Bell, Error>> {
        self.caller.call(&operations::RING_BELL, &[tower_id]).sending(request).read()
    }
}

pub mod operations {
    use crate::client::{Example, Method, Operation, StatusCode};

    /// A list of all operations.
    pub static ALL: [&Operation; 1] = [&RING_BELL];

    /// `POST /towers/{towerId}/bells`
    pub static RING_BELL: Operation = Operation {
        name: "ring-bell",
        method: Method::POST,
        path: "/towers/{towerId}/bells",
        success: &[201],
        rejection: &[400],
        response_at: None,
        pages: None,
        rings: false,
        example: Example {
            status: StatusCode::CREATED,
            body: r#"{
  "tone": "text"
}"#
        },
    };
}
