-- 诉求照片: given by the person with his request. The content lies sealed in the blob store under its SHA-256; the same photo twice is one.
create table request_photo (
  centre_id text not null,
  photo_id uuid not null,
  request_id uuid not null,
  sha256 text not null,
  type text not null,
  size integer not null,
  at timestamptz not null,
  primary key (centre_id, photo_id),
  unique (centre_id, request_id, sha256),
  foreign key (centre_id, request_id) references service_request
);
